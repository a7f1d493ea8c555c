// npm run bench: what the stream engine costs beside its peers, in one run. Minutes, on an idle machine.
import '../../tests/bench/run.ts';
