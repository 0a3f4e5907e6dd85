"""A child that does not answer as it should; `how` says what it does instead."""

import os
import signal
import subprocess
import sys
import time

from common.child import Declined, serve


def answer(file, out, *, how):
    if how == "declines":
        raise Declined("hidden", place=3)
    if how == "echoes":
        out.write(file.read())
    if how == "hangs":
        time.sleep(60)
    if how == "spins":
        while True:
            pass
    if how == "eats":
        return {"size": len(b"x" * 10**10)}
    if how == "writes":
        for _piece in range(200):
            out.write(b"x" * 1_000_000)
    if how == "dies":
        os.kill(os.getpid(), signal.SIGSEGV)
    if how == "raises":
        raise RuntimeError("a name of a child")
    if how == "prints":
        print("noise of a library")
        os.write(1, b"more noise")
    if how == "starts":
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    if how == "looks around":
        return {"environment": sorted(os.environ), "open": sorted(os.listdir("/proc/self/fd"))}
    return {"how": how}


def garbage():
    os.write(1, b"\x80\x04]" if sys.argv[2].find("pickle") > 0 else b"[" * 30_000)
    if "flood" in sys.argv[2]:
        while True:
            os.write(1, b"x" * 1_000_000)


if __name__ == "__main__":
    garbage() if "garbage" in sys.argv[2] else serve(answer)
