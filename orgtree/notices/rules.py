"""When a notice may go out by another channel: not in the quiet hours, and what is not urgent once a day."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True)
class Hours:
    """The quiet hours, which may go over midnight, and when the day's notices go out together; local time."""

    quiet_from: time
    quiet_to: time
    digest_at: time

    def is_quiet(self, moment: time) -> bool:
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= moment < self.quiet_to
        return moment >= self.quiet_from or moment < self.quiet_to

    def next_for(self, now: datetime, *, urgent: bool) -> datetime:
        """The first moment from `now`, a local one, at which it may go out."""
        if not urgent:
            return self._next(now, self.digest_at)
        return self._next(now, self.quiet_to) if self.is_quiet(now.time()) else now

    @staticmethod
    def _next(now: datetime, at: time) -> datetime:
        then = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
        return then if then >= now else then + timedelta(days=1)


def read_hours(quiet: str, digest: str) -> Hours:
    """Hours as the installation writes them: "21:00-8:00" and "18:00". Raises ValueError."""
    start, _, end = quiet.partition("-")
    hours = Hours(*(time.fromisoformat(text.strip().zfill(5)) for text in (start, end, digest)))
    if hours.is_quiet(hours.digest_at):
        raise ValueError("the day's notices may not go out in the quiet hours")
    return hours
