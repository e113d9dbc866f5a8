"""What runs: the web process, the worker, the command."""

import gc

# Nearly everything that importing and building the schema make stays: the collector, which by default looks at new
# containers by the seven hundred and at all of them whenever they are a quarter more, takes a sixth of the start to
# find that out. A process that serves tunes it again (`server.app.served_app`).
gc.set_threshold(50_000, 20, 10)
