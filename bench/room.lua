-- Mixed questions to the reading room, for wrk: articles, stories and searches drawn at random, each address built from what the archive holds.
--
--     dateline serve --archive news.db --no-read &
--     wrk -t2 -c64 -d60s --latency -s bench/room.lua http://127.0.0.1:4747 -- PAGES STORIES [WORDS]
--
-- PAGES and STORIES are how many there are; WORDS a file of words to search for, one a line.
-- Half of the questions are for articles, 3 in 10 for stories, 2 in 10 searches (with facets and times).

local pages, stories, words = 1000, 100, { "the", "market", "storm", "minister", "police" }
local thread_count = 0

function setup(thread)
  thread_count = thread_count + 1
  thread:set("number", thread_count)
end

function init(args)
  math.randomseed(4747 + number)
  pages, stories = tonumber(args[1]) or pages, tonumber(args[2]) or stories
  if args[3] then
    words = {}
    for line in io.lines(args[3]) do words[#words + 1] = line end
  end
  failed = 0
end

function request()
  local dice, path = math.random(), nil
  if dice < 0.5 then
    path = "/article/" .. math.random(pages)
  elseif dice < 0.8 then
    path = "/story/" .. math.random(stories)
  else
    path = "/search?q=" .. words[math.random(#words)]
  end
  return wrk.format("GET", path)
end

function response(status)
  if status ~= 200 and status ~= 404 then failed = failed + 1 end
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    "requests %d, %.0f a second; errors: connect %d, read %d, write %d, timeout %d, status %d\np50 %.1f ms, p90 %.1f ms, p99 %.1f ms, most %.1f ms\n",
    summary.requests, summary.requests / summary.duration * 1e6, e.connect, e.read, e.write, e.timeout, e.status,
    latency:percentile(50) / 1000, latency:percentile(90) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
