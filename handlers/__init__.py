"""Conversations, thin: read the update, call knowledge and db, render, reply."""

from bot.routes import Routes
from handlers import unexpected
from handlers.officer import (
    announcing,
    approving,
    colleagues,
    correcting,
    fair_companies,
    fair_door,
    fair_form,
    fair_results,
    fair_vacancies,
    fairs,
    finding,
    home,
    households,
    importing,
    inviting,
    oversight,
    planning,
    reporting,
    sign_in,
    steering,
    supporting,
    today,
    visits,
)
from handlers.resident import (
    ask,
    check,
    companies,
    fair_signup,
    jobfairs,
    membership,
    menu,
    privacy,
    rating,
    settings,
    start,
    subscribing,
    vacancies,
    ward,
)


def register_all(routes: Routes) -> None:
    """Every conversation; what is caught by no other comes last."""
    for module in (
        start,
        menu,
        ask,
        check,
        rating,
        settings,
        ward,
        subscribing,
        jobfairs,
        vacancies,
        fair_signup,
        companies,
        privacy,
        membership,
    ):
        module.register(routes)
    field = (finding, households, visits, planning, today, supporting)
    for officers in (
        sign_in,
        home,
        *field,
        announcing,
        approving,
        steering,
        correcting,
        fairs,
        fair_form,
        fair_vacancies,
        fair_door,
        fair_results,
        fair_companies,
        importing,
        oversight,
        reporting,
        inviting,
        colleagues,
    ):
        officers.register(routes)
    unexpected.register(routes)
