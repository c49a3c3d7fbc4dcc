// What a kit of the conformance run needs beyond its own folder. Data, no rules: a kit that is not here runs as it is.
//
// commit   the kit's commit, where neither the folder's name (`titanic@32a2562`) nor a reference tells it
// options  written into the kit's databoard.json
// files    path in the kit → path in the folder of kits, or `./…` in the kit itself; folders are copied whole
// note     one line for the table

const RAMP_WORKFLOW = 'f87e992';
const SMALL_DATA = "small data of ramp-workflow's own tests";

export const CONFORMANCE_KITS = {
  HEP_tracking: {
    commit: '23beb2e',
    files: { data: 'rampwf-tests-HEP_tracking/data' },
    note: SMALL_DATA,
  },
  autism: { commit: 'e85f1f9' },
  covertype: { commit: '5f22bd2' },
  el_nino: {
    commit: 'd93a12e',
    files: {
      'data/train.nc': 'rampwf-tests-el_nino/data/train_mini.nc',
      'data/train.npy': 'rampwf-tests-el_nino/data/train_mini.npy',
      'data/test.nc': 'rampwf-tests-el_nino/data/test_mini.nc',
      'data/test.npy': 'rampwf-tests-el_nino/data/test_mini.npy',
    },
    note: SMALL_DATA,
  },
  epidemium2_cancer_mortality: { commit: 'ef4cd7e' },
  fake_news: { commit: 'b149214' },
  kaggle_seguro: { commit: '7ef521f', options: { quick: true }, note: 'quick mode' },
  mars_craters: {
    commit: 'd98cd8b',
    files: {
      'data/data_train.npy': './data/data_train_mini.npy',
      'data/data_test.npy': './data/data_test_mini.npy',
      'data/labels_train.csv': './data/labels_train_mini.csv',
      'data/labels_test.csv': './data/labels_test_mini.csv',
    },
    note: "the kit's own small data",
  },
  mechanics: { commit: '387e704', options: { quick: true }, note: 'quick mode' },
  variable_stars: { commit: '3fbaa2d' },
  'rampwf-tests-HEP_tracking': { commit: RAMP_WORKFLOW },
  'rampwf-tests-el_nino': {
    commit: RAMP_WORKFLOW,
    files: {
      'submissions/seasonal_anomalies': 'el_nino/submissions/seasonal_anomalies',
      'submissions/whole_field': 'el_nino/submissions/whole_field',
    },
    note: 'two submissions of ramp-kits/el_nino',
  },
  'rampwf-tests-iris_data_label': { commit: RAMP_WORKFLOW, options: { dataLabel: 'data_label' }, note: 'data label' },
  'rampwf-tests-mars_craters': { commit: RAMP_WORKFLOW },
  'rampwf-tests-titanic_no_test': { commit: RAMP_WORKFLOW },
  'rampwf-tests-titanic_pass_fold_to_test': { commit: RAMP_WORKFLOW },
};
