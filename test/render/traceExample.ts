import type { TraceReport } from '../../server/src/trace/traceReport';

/** A path with a macro and a call through a field, for the tests of what draws paths. */
export const exampleReport: TraceReport = {
  from: 'take',
  to: 'scan_pages',
  resolved: { scan_pages: 'scan_folios' },
  gates: [],
  assumptions: [],
  paths: [
    {
      verdict: 'depends',
      closedAt: null,
      gates: [],
      hops: [
        {
          function: 'take',
          file: 'fs/a.c',
          line: 10,
          definition: 'function',
          call: { file: 'fs/a.c', line: 12, column: 3, kind: 'macro', through: null, candidates: 1 },
          mask: null,
          guards: [],
        },
        {
          function: 'give',
          file: 'mm/a.h',
          line: 3,
          definition: 'macro',
          call: { file: 'mm/a.h', line: 3, column: 20, kind: 'macro', through: null, candidates: 1 },
          mask: null,
          guards: [],
        },
        {
          function: 'give_noprof',
          file: 'mm/a.c',
          line: 20,
          definition: 'function',
          call: { file: 'mm/a.c', line: 25, column: 9, kind: 'ops', through: 'shrinker.scan', candidates: 3 },
          mask: null,
          guards: [],
        },
        {
          function: 'scan_folios',
          file: 'fs/b.c',
          line: 100,
          definition: 'function',
          call: null,
          mask: null,
          guards: [],
        },
      ],
    },
  ],
};
