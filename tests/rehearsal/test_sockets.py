"""Socket Mode: links, greetings, one connection for each envelope, and ways to lose it."""

import asyncio
import json

import aiohttp
import pytest

from rehearsal.sockets import CONNECTIONS_MAX


def link(rehearsal):
    answer = rehearsal.slack.api("apps.connections.open", rehearsal.app_token, {})
    return answer.body["url"]


class Line:
    """A bare connection of an app, acknowledging what it gets when told to."""

    def __init__(self, socket, acks=True):
        self.socket, self.acks, self.got = socket, acks, []

    async def listen(self):
        async for message in self.socket:
            said = json.loads(message.data)
            self.got.append(said)
            if self.acks and "envelope_id" in said:
                ack = {"envelope_id": said["envelope_id"], "payload": {"text": "ok"}}
                await self.socket.send_str(json.dumps(ack))

    @property
    def envelopes(self):
        return [one for one in self.got if "envelope_id" in one]


def play(rehearsal, scene, lines=1, acks=True):
    """Open lines, play the scene, give back the lines."""
    rehearsal.slack.connect(rehearsal.sockets.deliver)

    async def run():
        async with aiohttp.ClientSession() as session:
            opened = [Line(await session.ws_connect(link(rehearsal)), acks) for _ in range(lines)]
            listening = [asyncio.create_task(one.listen()) for one in opened]
            await asyncio.sleep(0.02)
            await scene(opened)
            await asyncio.sleep(0.02)
            for one in opened:
                await one.socket.close()
            await asyncio.gather(*listening)
            return opened

    return asyncio.run(run())


async def nothing(lines):
    pass


def test_the_greeting_counts_the_connections(rehearsal):
    lines = play(rehearsal, nothing, lines=2)

    hellos = [line.got[0] for line in lines]
    assert [hello["type"] for hello in hellos] == ["hello", "hello"]
    assert [hello["num_connections"] for hello in hellos] == [1, 2]
    assert hellos[0]["connection_info"] == {"app_id": "AAPP"}
    assert hellos[0]["debug_info"]["approximate_connection_time"]


def test_each_envelope_goes_to_one_connection(rehearsal):
    async def scene(lines):
        for _ in range(6):
            await asyncio.to_thread(rehearsal.slack.commands, "UZHAO", "COFFICE", "/echo")

    lines = play(rehearsal, scene, lines=3)

    assert [len(line.envelopes) for line in lines] == [2, 2, 2]
    assert {e["type"] for line in lines for e in line.envelopes} == {"slash_commands"}
    assert [m.text for m in rehearsal.slack.sees("UZHAO", "COFFICE")] == ["ok"] * 6


def test_a_retried_event_says_so(rehearsal):
    def say_and_wait():
        rehearsal.slack.says("ULINA", "DM", "hello")
        rehearsal.slack.run_due()

    async def scene(lines):
        rehearsal.sockets.ack_within = 0.1
        await asyncio.to_thread(say_and_wait)

    (line,) = play(rehearsal, scene, acks=False)

    first, second = line.envelopes[:2]
    assert (first["retry_attempt"], first["retry_reason"]) == (0, "")
    assert (second["retry_attempt"], second["retry_reason"]) == (1, "http_timeout")
    assert first["payload"]["event_id"] == second["payload"]["event_id"]


def test_an_ack_takes_three_seconds_at_most(rehearsal):
    outcomes = []

    async def scene(lines):
        ask = asyncio.to_thread(rehearsal.slack.commands, "UZHAO", "COFFICE", "/echo")
        started = asyncio.get_running_loop().time()
        outcomes.append(await ask)
        outcomes.append(asyncio.get_running_loop().time() - started)

    play(rehearsal, scene, acks=False)

    outcome, took = outcomes
    assert "operation_timeout" in outcome.error
    assert 2.9 < took < 4


def test_a_link_works_once(rehearsal):
    async def twice():
        url = link(rehearsal)
        async with aiohttp.ClientSession() as session:
            async with session.ws_connect(url) as socket:
                assert (await socket.receive_json())["type"] == "hello"
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(url)

    asyncio.run(twice())


def test_an_old_link_has_expired(rehearsal):
    rehearsal.sockets.link_lives = 0

    async def late():
        async with aiohttp.ClientSession() as session:
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(link(rehearsal))

    asyncio.run(late())


def test_ten_connections_and_no_more(rehearsal):
    lines = play(rehearsal, nothing, lines=CONNECTIONS_MAX + 1)

    assert [line.got[0]["type"] for line in lines] == ["hello"] * 10 + ["disconnect"]
    assert lines[-1].got[0]["reason"] == "too_many_websockets"


def test_nobody_connected_is_a_failed_dispatch(rehearsal):
    rehearsal.slack.connect(rehearsal.sockets.deliver)

    assert "dispatch_failed" in rehearsal.slack.commands("UZHAO", "COFFICE", "/echo").error


def test_the_polite_way_out_says_why(rehearsal):
    async def scene(lines):
        await asyncio.to_thread(rehearsal.disconnects, "link_disabled")

    (line,) = play(rehearsal, scene)

    assert line.got[-1]["type"] == "disconnect"
    assert line.got[-1]["reason"] == "link_disabled"
    assert line.socket.closed


def test_a_clean_close_has_a_frame_and_a_cut_has_none(rehearsal):
    async def scene(lines):
        await asyncio.to_thread(rehearsal.closes)

    (closed,) = play(rehearsal, scene)
    assert closed.socket.close_code == 1001

    async def cut(lines):
        await asyncio.to_thread(rehearsal.cuts)

    (line,) = play(rehearsal, cut)
    assert line.socket.close_code == 1006


def test_new_connections_may_be_refused(rehearsal):
    async def refused():
        url = link(rehearsal)
        await asyncio.to_thread(rehearsal.refuses, 60)
        async with aiohttp.ClientSession() as session:
            with pytest.raises(aiohttp.ClientError):
                await session.ws_connect(url)
            await asyncio.to_thread(rehearsal.refuses, 0)
            async with session.ws_connect(url) as socket:
                assert (await socket.receive_json())["type"] == "hello"

    asyncio.run(refused())


def test_ghosts_swallow_their_share(rehearsal):
    errors = []

    async def scene(lines):
        rehearsal.ghosts(1)
        rehearsal.sockets.ack_within = 0.1
        for _ in range(4):
            asked = ("UZHAO", "COFFICE", "/echo")
            outcome = await asyncio.to_thread(rehearsal.slack.commands, *asked)
            errors.append(outcome.error is not None)

    play(rehearsal, scene)

    assert sorted(errors) == [False, False, True, True]
