// What a kit of the conformance run needs beyond its own folder. Data, no rules: a kit that is not here runs as it is.
//
// commit   the kit's commit, where the folder's name (`titanic@32a2562`) does not tell it
// options  written into the kit's databoard.json
// files    path in the kit → path in the folder of kits, or `./…` in the kit itself; folders are copied whole
// make     a program beside this file that is run with the copied kit's folder, to make data
// note     one line for the table

/** The commit of ramp-workflow that the mini kits `rampwf-tests-…` and RAMP's scores are from. */
export const RAMP_WORKFLOW = 'f87e992';
const SMALL_DATA = "small data of ramp-workflow's own tests";

export const CONFORMANCE_KITS = {
  HEP_tracking: {
    commit: '23beb2e',
    files: { data: 'rampwf-tests-HEP_tracking/data' },
    note: SMALL_DATA,
  },
  air_passengers: { commit: 'e11054c' },
  autism: { commit: 'e85f1f9' },
  boston_housing: { commit: '36eef85' },
  covertype: { commit: '5f22bd2' },
  drug_spectra: { commit: '2899638' },
  el_nino: { commit: 'd93a12e', make: 'el_nino_data.py', note: 'fields made up, targets of the kit' },
  epidemium2_cancer_mortality: { commit: 'ef4cd7e' },
  fake_news: { commit: 'b149214' },
  iris: { commit: 'ea6d023' },
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
  titanic: { commit: '0a92aa8' },
  variable_stars: { commit: '3fbaa2d' },
  'rampwf-tests-el_nino': {
    files: {
      'submissions/seasonal_anomalies': 'el_nino/submissions/seasonal_anomalies',
      'submissions/whole_field': 'el_nino/submissions/whole_field',
    },
    note: 'two submissions of ramp-kits/el_nino',
  },
  'rampwf-tests-iris_data_label': { options: { dataLabel: 'data_label' }, note: 'data label' },
};
