// The tables and curves of the quality protocol, each from a study.
#ifndef CALQUE_DETECTOR_EVALUATION_TABLES_H_
#define CALQUE_DETECTOR_EVALUATION_TABLES_H_

#include <string>
#include <vector>

#include "detector/evaluation/sheet.h"
#include "detector/evaluation/study.h"

namespace calque::evaluation {

// Of each domain of honest prose: texts, words, hits, perplexity; false alarms of
// each mode.
Table HonestTable(const Study& study);
Table FalseAlarmTable(const Study& study);

// Of each stratum of machine text: AUC and recall of each method; verdicts of each mode.
Table DetectionTable(const Study& study);
Table VerdictTable(const Study& study);

// Where there are gold spans: sentences, spans.
Table SentenceTable(const Study& study);
Table SpanTable(const Study& study);

// What the probabilities are worth: bins, and figures domain by domain.
Table ReliabilityTable(const Study& study);
Table CalibrationTable(const Study& study);

// ROC of the methods on all machine texts, of Calque on the largest strata, and
// reliability.
std::vector<Plot> Plots(const Study& study);

// All of them that are not empty, with what a reader must know.
Sheet MakeSheet(const Study& study, const std::string& pack);

}  // namespace calque::evaluation

#endif  // CALQUE_DETECTOR_EVALUATION_TABLES_H_
