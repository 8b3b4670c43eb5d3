/**
 * One process at a time may install into and build this checkout. The lock is a file with the holder's process id; a
 * holder that died, or stopped touching it, no longer counts.
 */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './build-step.mjs';

const TOUCH_EVERY_MS = 2_000;
/** A process id may have been given to somebody else; a holder that lives touches its lock. */
const ABANDONED_AFTER_MS = 30_000;
const RETRY_MS = 200;

/** Runs `work` while no other process holds the lock of this checkout. */
export async function withCheckoutLock(root, work) {
  const folder = join(root, '.state');
  const path = join(folder, 'checkout.lock');
  mkdirSync(folder, { recursive: true });
  await acquire(path);
  const touch = setInterval(() => touchLock(path), TOUCH_EVERY_MS);
  const release = () => rmSync(path, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(touch);
    process.off('exit', release);
    release();
  }
}

async function acquire(path) {
  // Written apart and linked into place, so that nobody ever reads a lock without its process id.
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, `${process.pid}\n`);
  try {
    for (let said = false; !tryLink(mine, path);) {
      const holder = readHolder(path);
      if (holder === undefined) continue;
      if (holder.isDead) {
        removeDead(path, holder);
        continue;
      }
      if (!said) say(`Waiting for process ${holder.pid}, which is preparing this folder.`);
      said = true;
      await sleep(RETRY_MS);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

function tryLink(from, to) {
  try {
    linkSync(from, to);
    // The link shares the file's time: the lock is as new as this moment.
    touchLock(to);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function touchLock(path) {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // Removed by hand: the work goes on, only unprotected.
  }
}

/** Who holds the lock; undefined where it was released in between. */
function readHolder(path) {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    const { mtimeMs } = statSync(path);
    return { pid, mtimeMs, isDead: !isAlive(pid) || Date.now() - mtimeMs > ABANDONED_AFTER_MS };
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Takes a dead holder's lock away; puts it back where a living one was faster. */
function removeDead(path, holder) {
  const aside = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, aside);
    if (Number(readFileSync(aside, 'utf8')) !== holder.pid) linkSync(aside, path);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
