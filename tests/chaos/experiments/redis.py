"""Redis: gone, frozen, slow, emptied, full. What is in it are hints and counts, so nothing may be lost with it."""

from tests.chaos.experiment import experiment

SECOND = 1.0  # longer than when nothing breaks no page may wait


def mode(proxy, name, delay=0.0):
    """Has what passes through behave so from now on."""

    def begin():
        proxy.delay, proxy.mode = delay, name

    return begin


@experiment("Redis is not there", redis=True)
def redis_away(stage):
    return stage.quick(stage.during(stage.redis.proxy.away, stage.redis.proxy.back), SECOND)


@experiment("Redis takes the connection and never answers", redis=True)
def redis_frozen(stage):
    proxy = stage.redis.proxy
    return stage.quick(stage.during(mode(proxy, "frozen"), mode(proxy, "through")), SECOND)


@experiment("Redis takes 0.2 seconds over each answer", redis=True)
def redis_slow(stage):
    proxy = stage.redis.proxy
    return stage.quick(stage.during(mode(proxy, "slow", 0.2), mode(proxy, "through")), SECOND)


@experiment("Redis has forgotten everything, twice", redis=True)
def redis_emptied(stage):
    def empty():
        stage.redis.command("flushall")

    return stage.during(empty, empty, seconds=2)


@experiment("Redis is full and takes nothing new", redis=True)
def redis_full(stage):
    def fill():
        stage.redis.command("config", "set", "maxmemory", "1")

    def make_room():
        stage.redis.command("config", "set", "maxmemory", "0")

    return stage.quick(stage.during(fill, make_room), SECOND)


@experiment("Redis is full and throws out whatever it likes", redis=True)
def redis_evicts(stage):
    def evict():
        stage.redis.command("config", "set", "maxmemory-policy", "allkeys-lru")
        stage.redis.command("config", "set", "maxmemory", "1500kb")
        stage.redis.command("debug", "populate", "10000", "junk")

    def keep():
        stage.redis.command("config", "set", "maxmemory", "0")
        stage.redis.command("config", "set", "maxmemory-policy", "noeviction")

    return stage.during(evict, keep)
