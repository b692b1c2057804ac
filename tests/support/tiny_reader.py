"""A reader with a tiny random model, which has the inputs and outputs of the real one."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

_WIDTH = 8
_WORDS = (
    "the",
    "ferry",
    "strike",
    "mayor",
    "port",
    "who",
    "when",
    "thank",
    "##ed",
    "##s",
    ".",
    "?",
)
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
VOCABULARY = (
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", *_WORDS, *LETTERS, *(f"##{each}" for each in LETTERS),
)  # fmt: skip


def write_tiny_reader(folder: Path) -> Path:
    """Write a model and its vocabulary into `folder`, and return that."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary.txt").write_text("\n".join(VOCABULARY), "utf-8")
    onnx.save(_model(), folder / "reader.onnx")
    return folder


def _model() -> onnx.ModelProto:
    """Return a model: the score is the product of the means of the question and a sentence."""
    random = np.random.default_rng(1)
    weights = {
        "words": random.normal(size=(len(VOCABULARY), _WIDTH)),
        "kinds": random.normal(size=(3, _WIDTH)),
        "start_weights": random.normal(size=(_WIDTH,)),
        "end_weights": random.normal(size=(_WIDTH,)),
    }
    indices = {"zero": 0, "one": 1, "last": 1 << 30, "axis": 1}
    steps = [
        ("Gather", ["words", "ids"], "word"),
        ("Gather", ["kinds", "types"], "kind"),
        ("Add", ["word", "kind"], "state"),
        ("MatMul", ["state", "start_weights"], "start"),
        ("MatMul", ["state", "end_weights"], "end"),
        ("MatMul", ["pool", "state"], "mean"),
        ("Slice", ["mean", "zero", "one", "axis"], "question"),
        ("Slice", ["mean", "one", "last", "axis"], "sentences"),
        ("Mul", ["question", "sentences"], "product"),
    ]
    nodes = [helper.make_node(kind, inputs, [output]) for kind, inputs, output in steps]
    nodes.append(helper.make_node("ReduceSum", ["product", "sum_axis"], ["score"], keepdims=0))
    constants = [
        *(numpy_helper.from_array(each.astype(np.float32), name) for name, each in weights.items()),
        *(numpy_helper.from_array(np.array([each]), name) for name, each in indices.items()),
        numpy_helper.from_array(np.array([2]), "sum_axis"),
    ]
    graph = helper.make_graph(nodes, "tiny", _inputs(), _outputs(), constants)
    opset = helper.make_opsetid("", 17)
    return helper.make_model(graph, opset_imports=[opset], ir_version=9)


def _inputs() -> list[onnx.ValueInfoProto]:
    return [
        helper.make_tensor_value_info("ids", TensorProto.INT64, ["windows", "length"]),
        helper.make_tensor_value_info("types", TensorProto.INT64, ["windows", "length"]),
        helper.make_tensor_value_info("pool", TensorProto.FLOAT, ["windows", "rows", "length"]),
    ]


def _outputs() -> list[onnx.ValueInfoProto]:
    return [
        helper.make_tensor_value_info("score", TensorProto.FLOAT, ["windows", "sentences"]),
        helper.make_tensor_value_info("start", TensorProto.FLOAT, ["windows", "length"]),
        helper.make_tensor_value_info("end", TensorProto.FLOAT, ["windows", "length"]),
    ]
