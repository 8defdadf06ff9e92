-- What wrk sends, from a file: on each line an Accept, an Accept-Encoding and a target, with tabs between, each thread
-- those of its own. The last line that is
-- printed has the figures: requests, microseconds, p50, p99 and the longest in microseconds, errors by kind, and
-- whether there were too few targets for all requests, so that some were sent again.
--   wrk … -s distinct.lua ADDRESS -- FILE THREADS

local threads = {}

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

function init(arguments)
  local file, count = arguments[1], tonumber(arguments[2])
  targets, at, rounds = {}, 0, 0
  local line_number = 0
  for line in io.lines(file) do
    if line_number % count == number then
      local accept, coding, target = line:match("^(.-)\t(.-)\t(.*)$")
      targets[#targets + 1] = wrk.format("GET", target, { Accept = accept, ["Accept-Encoding"] = coding })
    end
    line_number = line_number + 1
  end
end

function request()
  at = at + 1
  if at > #targets then
    at, rounds = 1, rounds + 1
  end
  return targets[at]
end

function done(summary, latency, requests)
  local again = 0
  for _, thread in ipairs(threads) do
    again = again + thread:get("rounds")
  end
  local errors = summary.errors
  print(string.format("\n%d %d %d %d %d %d %d %d %d", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), latency.max, errors.status, errors.timeout,
    errors.connect + errors.read + errors.write, again))
end
