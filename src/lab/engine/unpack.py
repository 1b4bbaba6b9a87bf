"""Unpacks of a wheel (zip) the C library and the headers that the binding includes, and of
a package (tgz) Node's headers. Usage: unpack.py wheel|headers ARCHIVE FOLDER; prints BYTES TOTAL."""

import os
import sys
import tarfile
import zipfile

LIBRARIES = ("tensorflow/libtensorflow_cc.so.2", "tensorflow/libtensorflow_framework.so.2")
HEADERS = tuple(
    "tensorflow/include/" + path
    for path in ("tensorflow/c/", "tensorflow/core/platform/ctstring", "tsl/platform/ctstring", "xla/tsl/c/")
)


def wheel_target(name):
    if name in LIBRARIES:
        return "deps/lib/" + os.path.basename(name)
    if name.startswith(HEADERS) and name.endswith(".h"):
        return "deps/" + name[len("tensorflow/"):]
    return None


def headers_target(name):
    return name[len("package/"):] if name.startswith("package/include/") else None


def write(source, folder, target, on_bytes):
    path = os.path.normpath(os.path.join(folder, target))
    if not path.startswith(os.path.normpath(folder) + os.sep):
        raise ValueError("the archive holds a path outside itself: " + target)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with source, open(path, "wb") as file:
        while chunk := source.read(1 << 22):
            file.write(chunk)
            on_bytes(len(chunk))


def main(kind, archive, folder):
    done = 0

    def count(size):
        nonlocal done
        done += size
        print(done, total, flush=True)

    if kind == "wheel":
        with zipfile.ZipFile(archive) as opened:
            wanted = [(item, wheel_target(item.filename)) for item in opened.infolist()]
            wanted = [(item, target) for item, target in wanted if target]
            total = sum(item.file_size for item, _ in wanted)
            for item, target in wanted:
                write(opened.open(item), folder, target, count)
    else:
        with tarfile.open(archive) as opened:
            for item in opened:
                target = headers_target(item.name)
                if target and item.isfile():
                    write(opened.extractfile(item), folder, target, lambda _: None)


main(*sys.argv[1:])
