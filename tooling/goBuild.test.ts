import { inTurn } from './goBuild';

test('builds run one after another, as they were asked for, and go on after one that failed', async () => {
  const log: string[] = [];
  const build = (name: string, failure?: Error) =>
    inTurn(async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.push(`${name} ends`);
      if (failure) {
        throw failure;
      }
      return name;
    });

  const ended = await Promise.allSettled([build('first'), build('second', new Error('broken')), build('third')]);

  expect(log).toEqual(['first', 'second', 'third'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
