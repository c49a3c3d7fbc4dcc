import type { ProblemDescription } from '@databoard/shared/problem-description';

/** What a workflow calls in a file: `def get_estimator` or `class Classifier`. */
export interface RequiredName {
  kind: 'function' | 'class';
  name: string;
}

const called = (name: string): RequiredName => ({ kind: 'function', name });
const made = (name: string): RequiredName => ({ kind: 'class', name });
const extractor = made('FeatureExtractor');

// In the order of the workflow's elements. A workflow of a kit's own asks for what only its kit knows.
const byWorkflow: Record<string, readonly RequiredName[]> = {
  Estimator: [called('get_estimator')],
  EstimatorExternalData: [called('get_estimator')],
  SKLearnPipeline: [called('get_estimator')],
  Classifier: [made('Classifier')],
  Regressor: [made('Regressor')],
  Clusterer: [made('Clusterer')],
  FeatureExtractor: [extractor],
  FeatureExtractorClassifier: [extractor, made('Classifier')],
  FeatureExtractorRegressor: [extractor, made('Regressor')],
  GridFeatureExtractor: [extractor],
  GridFeatureExtractorClassifier: [extractor, made('Classifier')],
  TimeSeriesFeatureExtractor: [extractor],
  ElNino: [extractor, made('Regressor')],
  AirPassengers: [extractor, made('Regressor')],
  DrugSpectra: [extractor, made('Classifier'), extractor, made('Regressor')],
  ImageClassifier: [called('transform'), made('BatchClassifier')],
  SimplifiedImageClassifier: [made('ImageClassifier')],
  ObjectDetector: [made('ObjectDetector')],
};

/** What each file must define, by its name; nothing for files that need not, or where there is no telling. */
export function requiredNames({ workflow, elements }: ProblemDescription): Map<string, RequiredName> {
  const names = byWorkflow[workflow] ?? [];
  return new Map(
    elements.flatMap(({ fileName, isPython }, index) => {
      const name = names[index];
      return isPython && name !== undefined ? [[fileName, name] as const] : [];
    }),
  );
}
