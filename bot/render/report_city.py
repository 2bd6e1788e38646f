"""What the city carried out, in the yearly report: projects, classes, job fairs, courses."""

from collections.abc import Iterator

from bot.i18n import Words
from bot.render.report_parts import paragraph
from db.report_rows import JobFair, OfficerCourses, Projects, Training


def project_paragraph(words: Words, projects: Projects) -> str:
    def lines() -> Iterator[str]:
        if projects.livelihood is not None:
            yield words._("Livelihood projects: {number}").format(number=words.number(projects.livelihood))
        if projects.production is not None:
            yield words._("Production projects: {number}").format(number=words.number(projects.production))

    return paragraph(words._("Livelihoods and production"), lines())


def training_paragraph(words: Words, training: Training) -> str:
    def lines() -> Iterator[str]:
        if training.classes_rural_workers is not None:
            number = words.number(training.classes_rural_workers)
            yield words._("Classes for rural workers: {number}").format(number=number)
        if training.classes_other is not None:
            text = words._(
                "Classes for ethnic-minority, poor, near-poor and newly escaped households: {number}"
            )
            yield text.format(number=words.number(training.classes_other))
        if training.learners is not None:
            yield words._("Learners: {number}").format(number=words.number(training.learners))
        if training.learners_others is not None:
            text = words._("Of them from poor households {poor}, from near-poor {near_poor}, others {others}")
            yield text.format(
                poor=words.number(training.learners_poor or 0),
                near_poor=words.number(training.learners_near_poor or 0),
                others=words.number(training.learners_others),
            )

    return paragraph(words._("Vocational training"), lines())


def job_fair_paragraph(words: Words, fairs: tuple[JobFair, ...]) -> str:
    def lines() -> Iterator[str]:
        for fair in fairs:
            where = f"{words.day(fair.on)}, {fair.place}" if fair.place else words.day(fair.on)
            text = words._("{where}: {number} companies")
            yield text.format(where=where, number=words.number(fair.companies))

    return paragraph(words._("Job fairs of the year"), lines())


def course_paragraph(words: Words, courses: OfficerCourses) -> str:
    def lines() -> Iterator[str]:
        if courses.courses is not None:
            yield words._("Courses: {number}").format(number=words.number(courses.courses))
        if courses.people is not None:
            text = words._("People: more than {number}") if courses.more_than else words._("People: {number}")
            yield text.format(number=words.number(courses.people))

    return paragraph(words._("Training of officers"), lines())
