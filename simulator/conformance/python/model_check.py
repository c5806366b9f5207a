"""Checks a raw answer, member by member, against botocore's model of the operation.

Clients forgive: a member that their model doesn't know is dropped, a wrong case reads as absent. So what was on the wire
is checked here, not what a client made of it: names, case, types, enums, patterns, lengths and required members.
"""

import io
import json
import xml.etree.ElementTree as ElementTree

# Smithy's patterns are Java's: they know \\p{L}, which Python's own re does not.
import regex
from botocore.parsers import RpcV2CBORParser

# Where the wire departs from the model. The enum says INSTALLED, AWS's documented answers say Installed;
# EC2's reference says that Platform is `windows`, its model says Windows.
WIRE_ENUMS = {
    "PlatformValues": {"windows"},
    "PatchComplianceDataState": {
        "Installed",
        "InstalledOther",
        "InstalledPendingReboot",
        "InstalledRejected",
        "Missing",
        "NotApplicable",
        "Failed",
        "AvailableSecurityUpdate",
    }
}

# EKS Connector registers clusters as managed nodes. Only the pattern of ManagedInstanceId knows their ids, and the lists of
# nodes have members of shape InstanceId.
WIRE_PATTERNS = {"InstanceId": r"^eks_c:[0-9A-Za-z][A-Za-z0-9\-_]{0,99}_\w{17}$"}

# Required, and at least one character long by the model; empty for a node in no patch group.
MAY_BE_EMPTY = {"PatchGroup"}


def problems_of(operation, protocol, body):
    """All that is wrong with one answer: a list of sentences, each with the path of the member."""
    found = []
    shape = operation.output_shape
    if protocol in ("query", "ec2"):
        root = strip_namespaces(ElementTree.fromstring(body))
        if root.tag != f"{operation.name}Response":
            found.append(f"root element is {root.tag}")
        if protocol == "query":
            result = root.find(f"{operation.name}Result")
            if result is None or root.find("ResponseMetadata/RequestId") is None:
                return found + ["no result, or no request id"]
        else:
            result = root
            request_id = root.find("requestId")
            if request_id is None:
                return found + ["no requestId"]
            root.remove(request_id)
        check_xml(shape, result, operation.name, protocol, found)
    elif protocol == "smithy-rpc-v2-cbor":
        value = RpcV2CBORParser().parse_data_item(io.BytesIO(body))
        check_value(shape, value, operation.name, found)
    else:
        check_value(shape, json.loads(body), operation.name, found)
    return found


def check_value(shape, value, path, found):
    """A value of JSON or CBOR."""
    if value is None:
        found.append(f"{path} is null")
    elif shape.type_name == "structure":
        if not isinstance(value, dict):
            found.append(f"{path} is no structure")
            return
        members = {member.serialization.get("name", name): member for name, member in shape.members.items()}
        check_required(shape, value.keys(), path, found)
        for name, member in value.items():
            if name not in members:
                found.append(f"{path}.{name} is not in the model")
            else:
                check_value(members[name], member, f"{path}.{name}", found)
    elif shape.type_name == "list":
        if not isinstance(value, list):
            found.append(f"{path} is no list")
            return
        check_length(shape, value, path, found)
        for i, item in enumerate(value):
            check_value(shape.member, item, f"{path}[{i}]", found)
    elif shape.type_name == "map":
        if not isinstance(value, dict):
            found.append(f"{path} is no map")
            return
        check_length(shape, value, path, found)
        for key, item in value.items():
            check_value(shape.key, key, f"{path}.{key} (key)", found)
            check_value(shape.value, item, f"{path}.{key}", found)
    else:
        check_scalar(shape, value, path, found)


def check_scalar(shape, value, path, found):
    kinds = {
        "string": str,
        "integer": int,
        "long": int,
        "float": (int, float),
        "double": (int, float),
        "boolean": bool,
        "blob": (str, bytes),
    }
    if shape.type_name == "timestamp":
        # JSON 1.1 has epoch seconds with fractions; CBOR a tag that the parser has made a datetime of.
        if isinstance(value, (str, bool)):
            found.append(f"{path} is {value!r}, not a time")
        return
    number_as_bool = isinstance(value, bool) and shape.type_name != "boolean"
    if number_as_bool or not isinstance(value, kinds[shape.type_name]):
        found.append(f"{path} is {value!r}, not a {shape.type_name}")
    elif shape.type_name == "string":
        check_text(shape, value, path, found)


def check_xml(shape, element, path, protocol, found):
    if shape.type_name == "structure":
        members = {member.serialization.get("name", name): member for name, member in shape.members.items()}
        tags = [child.tag for child in element]
        check_required(shape, tags, path, found)
        for tag in {tag for tag in tags if tags.count(tag) > 1}:
            found.append(f"{path}.{tag} occurs more than once")
        for child in element:
            if child.tag not in members:
                found.append(f"{path}.{child.tag} is not in the model")
            else:
                check_xml(members[child.tag], child, f"{path}.{child.tag}", protocol, found)
    elif shape.type_name == "list":
        wanted = shape.member.serialization.get("name", "member" if protocol == "query" else "item")
        for i, child in enumerate(element):
            if child.tag != wanted:
                found.append(f"{path} has {child.tag}, not {wanted}")
            check_xml(shape.member, child, f"{path}[{i}]", protocol, found)
    else:
        check_xml_scalar(shape, element.text or "", path, found)


def check_xml_scalar(shape, text, path, found):
    patterns = {
        "integer": r"-?\d+",
        "long": r"-?\d+",
        "float": r"-?\d+(\.\d+)?([eE][-+]?\d+)?|NaN|-?Infinity",
        "double": r"-?\d+(\.\d+)?([eE][-+]?\d+)?|NaN|-?Infinity",
        "boolean": r"true|false",
        "timestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z",
    }
    if shape.type_name in patterns and not regex.fullmatch(patterns[shape.type_name], text):
        found.append(f"{path} is {text!r}, not a {shape.type_name}")
    elif shape.type_name == "string":
        check_text(shape, text, path, found)


def check_text(shape, text, path, found):
    enum = set(getattr(shape, "enum", None) or ())
    if enum and text not in enum | WIRE_ENUMS.get(shape.name, set()):
        found.append(f"{path} is {text!r}, not one of {sorted(enum)}")
    check_length(shape, text, path, found)
    pattern = shape.metadata.get("pattern")
    wire = WIRE_PATTERNS.get(shape.name)
    if pattern and not regex.search(pattern, text) and not (wire and regex.search(wire, text)):
        found.append(f"{path} is {text!r}, not like {pattern}")


def check_length(shape, value, path, found):
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if shape.name in MAY_BE_EMPTY:
        low = 0
    if (low is not None and len(value) < low) or (high is not None and len(value) > high):
        found.append(f"{path} has length {len(value)}, not {low} to {high}")


def check_required(shape, names, path, found):
    for name in shape.required_members:
        if shape.members[name].serialization.get("name", name) not in names:
            found.append(f"{path}.{name} is required and missing")


def strip_namespaces(root):
    for element in root.iter():
        element.tag = element.tag.split("}", 1)[-1]
    return root
