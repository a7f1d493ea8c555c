// Everything interactive on a course page. Each file is small; what a demo needs loads on Start.
import './copy-code.ts';
import './course-poll.ts';
import './sse-demo.ts';
