import { test } from './course.ts';
