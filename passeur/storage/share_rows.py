"""What is kept of a share and of everything that happened to it, side by side under keys that begin alike."""

from passeur.sharing.obstacles import Obstacle
from passeur.sharing.recaps import VariationFact, completeness
from passeur.sharing.reports import ProblemReport
from passeur.sharing.reproductions import Outcome, Reproduction
from passeur.sharing.shares import Share, ShareContent, ShareRef, TimeGain
from passeur.storage.columns import gain_columns, read_gain, read_time, row_of, write_time
from passeur.storage.entities import KEY, Row
from passeur.storage.keys import (
    report_row_key,
    reproduction_row_key,
    share_row_key,
    variation_row_key,
    week_partition,
)


def share_row(share: Share) -> Row:
    content = share.content
    return row_of(
        week_partition(share.tenant_id, share.ref.week),
        share_row_key(share.ref.id),
        author_id=share.author_id,
        author_name=share.author_name,
        tool=content.tool,
        use_case=content.use_case,
        limits=content.limits,
        when_not=content.when_not,
        link=content.link,
        prompt=content.prompt,
        trade=content.trade,
        published_at=write_time(share.published_at),
        version=share.version,
        withdrawn=share.withdrawn,
        parent=str(share.parent) if share.parent else None,
        # Kept beside the texts, so that the ranking reads no text.
        completeness=completeness(content),
        **gain_columns(content.gain),
    )


def share_from(tenant_id: str, ref: ShareRef, row: Row) -> Share:
    parent = row.get("parent")
    return Share(
        ref=ref,
        tenant_id=tenant_id,
        author_id=row["author_id"],
        author_name=row["author_name"],
        content=ShareContent(
            tool=row["tool"],
            use_case=row["use_case"],
            gain=_gain_of_share(row),
            limits=row["limits"],
            when_not=row["when_not"],
            link=row["link"],
            prompt=row["prompt"],
            trade=row["trade"],
        ),
        published_at=read_time(row["published_at"]),
        version=row["version"],
        withdrawn=row["withdrawn"],
        parent=ShareRef.parse(parent) if parent else None,
    )


def reproduction_row(tenant_id: str, reproduction: Reproduction) -> Row:
    return row_of(
        week_partition(tenant_id, reproduction.share.week),
        reproduction_row_key(reproduction.share.id, reproduction.person_id),
        outcome=reproduction.outcome,
        at=write_time(reproduction.at),
        person_trade=reproduction.trade,
        obstacle=reproduction.obstacle,
        **gain_columns(reproduction.gain),
    )


def reproduction_from(ref: ShareRef, person_id: str, row: Row) -> Reproduction:
    obstacle = row.get("obstacle")
    return Reproduction(
        share=ref,
        person_id=person_id,
        outcome=Outcome(row["outcome"]),
        at=read_time(row["at"]),
        trade=row.get("person_trade"),
        gain=read_gain(row),
        obstacle=Obstacle(obstacle) if obstacle else None,
    )


def variation_row(tenant_id: str, variation: VariationFact) -> Row:
    return row_of(
        week_partition(tenant_id, variation.share.week),
        variation_row_key(variation.share.id, variation.child),
        author_id=variation.author_id,
    )


def variation_from(ref: ShareRef, child: str, row: Row) -> VariationFact:
    return VariationFact(ref, ShareRef.parse(child), row["author_id"])


def report_row(tenant_id: str, report: ProblemReport) -> Row:
    return row_of(
        week_partition(tenant_id, report.share.week),
        report_row_key(report.share.id, report.id),
        person_id=report.person_id,
        person_name=report.person_name,
        text=report.text,
        at=write_time(report.at),
        needs="|".join(report.needs) or None,
    )


def report_from(ref: ShareRef, row: Row) -> ProblemReport:
    needs = row.get("needs")
    return ProblemReport(
        ref,
        row["person_id"],
        row["person_name"],
        row["text"],
        read_time(row["at"]),
        tuple(needs.split("|")) if needs else (),
    )


def _gain_of_share(row: Row) -> TimeGain:
    gain = read_gain(row)
    if gain is None:
        raise ValueError(f"the share {row[KEY]} has no gain")
    return gain
