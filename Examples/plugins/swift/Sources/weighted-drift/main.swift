import TianmuWorker

serve([WeightedDriftModel()])
