"""One simulator for the whole run, at SIMULATOR_URL, and clients whose every answer is held against botocore's model."""

import json
import os
import urllib.request

import boto3
import pytest
from botocore.config import Config

from model_check import problems_of

BASE_KEY = os.environ.get("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
BASE_SECRET = os.environ.get("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")


@pytest.fixture(scope="session")
def simulator_url():
    return os.environ["SIMULATOR_URL"]


@pytest.fixture(scope="session")
def truth(simulator_url):
    with urllib.request.urlopen(f"{simulator_url}/__truth") as answer:
        return json.load(answer)


@pytest.fixture
def place(truth):
    """Account and Region of the clients, and its managed machines."""
    account, region = truth["accounts"][0]["id"], "eu-west-1"
    machines = [m for m in truth["machines"] if m["account"] == account and m["region"] == region]
    return {
        "account": account,
        "region": region,
        "machines": machines,
        "managed": {m["nodeId"]: m for m in machines if m["managed"]},
    }


@pytest.fixture
def client(simulator_url):
    """`client('ssm')`: a boto3 client; the test fails if any answer that it got departs from the model."""
    problems, answers = [], []

    # Tests run fast enough, one after another, to be throttled now and then: as any client, they ask again.
    def make(service, region="eu-west-1", key=BASE_KEY, secret=BASE_SECRET, token=None, attempts=6):
        made = boto3.client(
            service,
            region_name=region,
            endpoint_url=simulator_url,
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            aws_session_token=token,
            config=Config(retries={"total_max_attempts": attempts, "mode": "standard"}),
        )

        def check(event_name, response_dict, **_):
            operation = made.meta.service_model.operation_model(event_name.rsplit(".", 1)[-1])
            if response_dict is not None and response_dict["status_code"] == 200:
                answers.append(operation.name)
                protocol = made.meta.service_model.resolved_protocol
                problems.extend(problems_of(operation, protocol, response_dict["body"]))

        made.meta.events.register("response-received.*.*", check)
        return made

    yield make
    assert not problems, "\n".join(sorted(set(problems))[:20])
