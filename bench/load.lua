-- Sends the prepared requests of a file in order, counts answers that are errors, prints one line of JSON.
local requests, at = {}, 0

function init()
  local file = assert(io.open(os.getenv("BENCH_REQUESTS"), "rb"))
  for one in file:read("*a"):gmatch("[^\30]+") do requests[#requests + 1] = one end
  file:close()
end

function request()
  at = at % #requests + 1
  return requests[at]
end

bad = 0
function response(status, _, body)
  if status ~= 200 or body:find('"errors"', 1, true) then bad = bad + 1 end
end

local threads = {}
function setup(thread) threads[#threads + 1] = thread end

function done(summary, latency)
  local wrong = 0
  for _, thread in ipairs(threads) do wrong = wrong + thread:get("bad") end
  local lost = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format('\n{"requests": %d, "us": %d, "p50_us": %d, "p99_us": %d, "bad": %d, "bytes": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), wrong + lost, summary.bytes))
end
