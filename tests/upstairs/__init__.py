"""An app on the highest floor, of one noun: what it declares must arrive below without a line below knowing of it."""
