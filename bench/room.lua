-- Mixed questions to the reading room, for wrk: addresses drawn at random from a file, one a line.
--
--     dateline serve --archive news.db --no-read &
--     bench/room.py news.db > addresses
--     wrk -t2 -c64 -d60s --latency -s bench/room.lua http://127.0.0.1:4747 -- addresses

local addresses, threads = {}, 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(args)
  math.randomseed(4747 + number)
  for line in io.lines(args[1]) do addresses[#addresses + 1] = line end
end

function request()
  return wrk.format("GET", addresses[math.random(#addresses)])
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    "%d requests, %.0f a second; errors: connect %d, read %d, write %d, timeout %d, status %d\np50 %.1f ms, p90 %.1f ms, p99 %.1f ms, most %.1f ms\n",
    summary.requests, summary.requests / summary.duration * 1e6, e.connect, e.read, e.write, e.timeout, e.status,
    latency:percentile(50) / 1000, latency:percentile(90) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
