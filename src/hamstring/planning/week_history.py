"""From reports on earlier sessions to the step they lead to, the rest they ask for, and when to stop.

One worse report never leads to a higher step, an earlier day or a later stage. A report with something missing is
never a good one; a good one is complete and bears no bad sign.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.content.spelling import near
from hamstring.errors import UnknownIdError
from hamstring.model.week_policy import WeekPolicy
from hamstring.model.week_requests import SessionReport, WeekRequest

BRUISE, REST = "bruise", "rest"


@attrs.frozen(kw_only=True)
class Standing:
    """Where the reports lead.

    Attributes:
        step: The step after the last report, from 0.
        top: The highest step that there is.
        last: The day of the last session that was done, or None.
        went_down: The last session led one step down.
        rest_until: The first day after a rest, or None.
        bruised: True while a bruise is there.
        longest_s: The longest good session, in seconds.
        highest: The highest ceiling of a good session.
        held_back: Ids of stages that a set-back closes, each with the id of the stage to go back to.
        stop: Why to stop and see somebody, or an empty text.
    """

    step: int
    top: int
    last: date | None
    went_down: bool
    rest_until: date | None
    bruised: bool
    longest_s: int
    highest: int
    held_back: tuple[tuple[str, str], ...]
    stop: str

    def step_on(self, policy: WeekPolicy, day: date) -> int:
        """Give the step on a day; a long gap before it leads down."""
        return max(0, self.step - _gaps(policy, self.last, day))


def standing(catalogue: Catalogue, request: WeekRequest, top: int) -> Standing:
    """Read the reports of a request.

    Args:
        catalogue: The content with the numbers.
        request: The request with the reports.
        top: The highest step that there is.

    Raises:
        UnknownIdError: If a report names an unknown stage.
    """
    policy = catalogue.weeks
    _check_stages(catalogue, request.history)
    done = [report for report in request.history if report.done]
    counted = [report for report in done if request.seen_on is None or report.day > request.seen_on]
    good = [report for report in counted if is_good(policy, report)]
    step = _replayed(policy, counted, top)
    return Standing(
        step=step,
        top=top,
        last=done[-1].day if done else None,
        went_down=bool(counted) and is_bad(policy, counted[-1]),
        rest_until=max((_rest_until(policy, report) for report in done if is_bad(policy, report)), default=None),
        bruised=any(report.new_bruise and report.bruise_gone_on is None for report in done),
        longest_s=max((60 * (report.minutes or 0) for report in good), default=0),
        highest=max((report.ceiling or 0 for report in good), default=0),
        held_back=tuple(sorted(_held_back(policy, counted).items())),
        stop=_stop(policy, counted),
    )


def _check_stages(catalogue: Catalogue, reports: Iterable[SessionReport]) -> None:
    unknown = {report.stage for report in reports if report.stage and report.stage not in catalogue.stages}
    if unknown:
        raise UnknownIdError("stage", {name: near(name, catalogue.stages) for name in unknown})


def is_bad(policy: WeekPolicy, report: SessionReport) -> bool:
    """Say whether a report bears a bad sign."""
    before, morning = report.pain_before, report.pain_next_morning
    return (
        report.new_bruise is True
        or (report.pain_during is not None and report.pain_during > policy.pain_during_above)
        or (before is not None and morning is not None and morning - before >= policy.morning_rise)
    )


def is_good(policy: WeekPolicy, report: SessionReport) -> bool:
    """Say whether a report is complete and bears no bad sign."""
    return report.is_complete and not is_bad(policy, report)


def _gaps(policy: WeekPolicy, last: date | None, day: date) -> int:
    """Count the steps that a gap costs: one past ``gap_days``, and another for each further gap of that length."""
    return 0 if last is None else max(0, (day - last).days - 1) // policy.gap_days


def _replayed(policy: WeekPolicy, done: list[SessionReport], top: int) -> int:
    """Go up and down the steps as the reports say."""
    step, good, last = 0, 0, None
    for report in done:
        gaps = _gaps(policy, last, report.day)
        step, good, last = max(0, step - gaps), 0 if gaps else good, report.day
        if is_bad(policy, report):
            step, good = max(0, step - 1), 0
        elif is_good(policy, report) and step < top:
            good += 1
            if good == policy.good_sessions:
                step, good = step + 1, 0
    return step


def _rest_until(policy: WeekPolicy, report: SessionReport) -> date:
    """Give the first day after the rest that a bad report asks for; a bruise must have gone by then."""
    rested = report.day + timedelta(days=1 + policy.rest_days)
    return max(rested, report.bruise_gone_on) if report.bruise_gone_on else rested


def _stop(policy: WeekPolicy, done: list[SessionReport]) -> str:
    """Say why to stop; what once was a reason stays one until a professional has looked at it."""
    running, worst = 0, 0
    for report in done:
        running = running + 1 if is_bad(policy, report) else 0 if is_good(policy, report) else running
        worst = max(worst, running)
    if worst >= policy.stop_running:
        return "worse-running"
    if sum(report.new_bruise is True for report in done) >= policy.stop_bruises:
        return "second-bruise"
    if sum(bool(report.stage) and is_bad(policy, report) for report in done) >= policy.stop_set_backs:
        return "set-backs"
    return ""


def _held_back(policy: WeekPolicy, done: list[SessionReport]) -> dict[str, str]:
    """Name the stages that a set-back closes, until a session at an earlier one went well.

    One set-back leads one stage back. From the first stage with a session it leads to rest, and then to it again.
    """
    found: dict[str, str] = {}
    for entry in policy.returns:
        highest = len(entry.stages) - 1
        for report in done:
            if report.stage in entry.stages:
                here = entry.stages.index(report.stage)
                if is_bad(policy, report):
                    highest = min(highest, max(1, here - 1))
                elif is_good(policy, report) and here <= highest:
                    highest = max(highest, min(here + 1, len(entry.stages) - 1))
        found |= dict.fromkeys(entry.stages[highest + 1 :], entry.stages[highest])
    return found


__all__ = ["BRUISE", "REST", "Standing", "is_bad", "is_good", "standing"]
