// Everything interactive on a course page. Each file is small; what a demo needs loads on Start.
import './chapter-done.ts';
import './class-door.ts';
import './copy-code.ts';
import './course-guide.ts';
import './course-poll.ts';
import './course-progress.ts';
import './reading-place.ts';
import './sse-demo.ts';
import './sse-stepper.ts';
