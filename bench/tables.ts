/** The results as tables for a terminal. */
import Table from 'cli-table3';
import type { ApiCost } from './api';
import type { PageCost } from './dashboard';
import type { Measured } from './measure';
import { CALL_KINDS } from './minimum';

/** Events that a run with approval may have in its history, search attributes and evidence included. */
export const EVENTS_GOAL = 80;

/** One line a size. */
export function sizesTable(results: readonly Measured[]): string {
  const table = new Table({
    head: [
      'numbers/templates',
      `events (goal ${EVENTS_GOAL})`,
      'history',
      'longest payload',
      'calls',
      'minimum',
      'ratio',
      'polls',
      "time / Meta's",
    ],
    style: { head: [], border: [] },
  });
  for (const { size, history, calls, timeRatio } of results) {
    table.push([
      `${size.numbers}/${size.templates}`,
      `${history.events}${history.events > EVENTS_GOAL ? ' over the goal' : ''}`,
      kib(history.bytes),
      `${kib(history.longestPayload.bytes)} (${history.longestPayload.where})`,
      calls.actualTotal,
      calls.minimumTotal,
      calls.ratio.toFixed(2),
      calls.polls,
      timeRatio.toFixed(2),
    ]);
  }
  return table.toString();
}

/** One line a kind of call, `actual/minimum` for each size. */
export function callsTable(results: readonly Measured[]): string {
  const table = new Table({
    head: ['calls', ...results.map(({ size }) => `${size.numbers}/${size.templates}`)],
    style: { head: [], border: [] },
  });
  for (const kind of CALL_KINDS) {
    table.push([kind, ...results.map(({ calls }) => `${calls.actual[kind]}/${calls.minimum[kind]}`)]);
  }
  return table.toString();
}

/** One line for each thing that is asked of the API. */
export function apiTable(costs: readonly ApiCost[]): string {
  const table = new Table({
    head: ['asked of the API', 'bare calls', 'ratio', 'slowest tenth'],
    style: { head: [], border: [] },
  });
  for (const { asked, bare, ratio } of costs) table.push([asked, bare, ratio.median.toFixed(2), ratio.p90.toFixed(2)]);
  return table.toString();
}

/** One line for each page that is opened. */
export function pagesTable(costs: readonly PageCost[]): string {
  const table = new Table({
    head: ['page', "in Temporal's Web UI", 'time', 'slowest tenth', 'transfer', 'requests'],
    style: { head: [], border: [] },
  });
  for (const { page, beside, time, transfer, requests } of costs)
    table.push([page, beside, ...[time.median, time.p90, transfer, requests].map((ratio) => ratio.toFixed(2))]);
  return table.toString();
}

const kib = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KiB`;
