// The same order in headings and cells.
#include "detector/evaluation/verdict_columns.h"

#include <string>

namespace calque::evaluation {

void AppendVerdictColumns(const Study& study, std::vector<Column>* columns) {
  for (const Mode mode : study.options.modes) {
    for (const Verdict verdict : {Verdict::kArtifact, Verdict::kSuspect}) {
      const std::string name = ModeName(mode);
      columns->push_back({name + "_" + VerdictName(verdict), name + " " + VerdictName(verdict)});
    }
  }
}

void AppendVerdictCells(const Study& study, const std::vector<std::size_t>& judged,
                        std::vector<Cell>* row) {
  for (const Mode mode : study.options.modes) {
    for (const Verdict verdict : {Verdict::kArtifact, Verdict::kSuspect}) {
      row->push_back(Share{study.CountOf(judged, mode, verdict), judged.size()});
    }
  }
}

}  // namespace calque::evaluation
