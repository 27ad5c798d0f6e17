"""The office that every rehearsal opens with."""

from __future__ import annotations

from rehearsal.workspace import BOT_USER, SLACKBOT, Channel, Member, UserGroup, Workspace

OFFICE = ["UWANG", "UZHAO", "ULIU", "UCHEN", "UZHANG", "ULINA", "USUN", "UZHOU"]


def office(bot_name: str) -> Workspace:
    workspace = Workspace({member.id: member for member in people(bot_name)})
    workspace.channels = {channel.id: channel for channel in channels()}
    workspace.groups = {"SDUTY": UserGroup("SDUTY", "duty", "值班 · On duty")}
    for member in workspace.members.values():
        if not member.deleted and member.id not in (BOT_USER, SLACKBOT):
            workspace.dm(member.id)
    return workspace


def people(bot_name: str) -> list[Member]:
    return [
        Member("UWANG", "wang", "王建国", "分管领导 · Leader in charge", "zh-CN"),
        Member("UZHAO", "zhao", "赵敏", "办公室主任 · Office director", "zh-CN"),
        Member(
            "ULIU",
            "liu.yang",
            "Liu Yang 刘洋",
            "办公室副主任 · Deputy director",
            "en-GB",
            is_admin=True,
            is_owner=True,
        ),
        Member("UCHEN", "chen.jing", "陈静", "文秘科科长 · Section head", "zh-CN"),
        Member("UZHANG", "zhang.wei", "张伟", "秘书 · Writer", "zh-CN"),
        Member("ULINA", "li.na", "Li Na 李娜", "秘书 · Writer", "en-US"),
        Member("USUN", "sun.lei", "孙磊", "秘书 · Writer", "zh-CN"),
        Member("UZHOU", "zhou.ting", "周婷", "值班员 · Duty officer", "zh-CN"),
        Member("UHE", "he.bin", "何斌", "财务处 · Finance (another department)", "zh-CN"),
        Member(
            "UTOM",
            "tom",
            "Tom Baker",
            "Guest consultant",
            tz="America/New_York",
            is_restricted=True,
        ),
        Member("UOLD", "old.ma", "马老", "原秘书 · Former writer", "zh-CN", deleted=True),
        Member(SLACKBOT, "slackbot", "Slackbot", tz="America/Los_Angeles"),
        Member(BOT_USER, bot_name, bot_name, tz="America/Los_Angeles", is_bot=True),
    ]


def channels() -> list[Channel]:
    return [
        Channel("COFFICE", "office", [*OFFICE, BOT_USER], topic="办公室 · The office"),
        Channel("CGENERAL", "general", [*OFFICE, "UHE", "UTOM", BOT_USER], topic="全体 · Everyone"),
        Channel("GLEADERS", "leaders", ["UWANG", "UZHAO"], is_private=True, topic="领导 · Leaders"),
    ]
