import { type Organization } from './machine';

const root = 'o-exampleorg1/r-ab12';

/** Two organizational units; Systems Manager's integrated console is set up in the base account's first Region. */
export const organization: Organization = {
  units: {
    '111122223333': { id: 'ou-ab12-11111111', path: `${root}/ou-ab12-11111111/` },
    '222233334444': { id: 'ou-ab12-11111111', path: `${root}/ou-ab12-11111111/` },
    '333344445555': { id: 'ou-ab12-22222222', path: `${root}/ou-ab12-22222222/` },
  },
  integratedConsole: [{ account: '111122223333', region: 'eu-west-1' }],
};
