// Where the set says which words were rewritten: sentences and spans.
#include <array>
#include <utility>

#include "detector/evaluation/tables.h"

namespace calque::evaluation {
namespace {

// The members with gold spans.
std::vector<const Observation*> GoldOf(const Study& study, const Group& group) {
  std::vector<const Observation*> gold;
  for (const std::size_t i : group.members) {
    if (study.observations[i].has_gold) gold.push_back(&study.observations[i]);
  }
  return gold;
}

void Append(const std::vector<float>& from, std::vector<double>* to) {
  to->insert(to->end(), from.begin(), from.end());
}

Estimate Ratio(const std::vector<const Observation*>& documents, std::size_t SpanCounts::*successes,
               std::size_t SpanCounts::*trials, const BootstrapOptions& options) {
  std::vector<Part> parts;
  Part sum;
  for (const Observation* document : documents) {
    const Part part{static_cast<double>(document->spans.*successes),
                    static_cast<double>(document->spans.*trials), document->text};
    sum.successes += part.successes;
    sum.trials += part.trials;
    parts.push_back(part);
  }
  return {sum.trials > 0 ? sum.successes / sum.trials : 0, ShareInterval(parts, options), 3};
}

std::uint64_t Sum(const std::vector<const Observation*>& documents,
                  std::size_t SpanCounts::*field) {
  std::uint64_t sum = 0;
  for (const Observation* document : documents) sum += document->spans.*field;
  return sum;
}

}  // namespace

Table SentenceTable(const Study& study) {
  Table table{"sentences",
              "Sentences",
              "A sentence is rewritten when a gold span touches it. AUC of the sentence "
              "probability: against the other sentences of the same documents, and against the "
              "sentences of honest texts.",
              {{"stratum", "stratum"},
               {"texts", "texts"},
               {"rewritten", "rewritten"},
               {"others", "others"},
               {"honest", "honest"},
               {"auc_within", "AUC within"},
               {"auc_honest", "AUC against honest"}},
              {}};
  std::vector<double> honest;
  for (const Observation& o : study.observations) {
    if (!o.machine) Append(o.untouched, &honest);
  }
  for (const Group& group : study.machine) {
    const std::vector<const Observation*> documents = GoldOf(study, group);
    if (documents.empty()) continue;
    std::vector<double> touched;
    std::vector<double> untouched;
    for (const Observation* document : documents) {
      Append(document->touched, &touched);
      Append(document->untouched, &untouched);
    }
    table.rows.push_back({group.name, std::uint64_t{documents.size()},
                          std::uint64_t{touched.size()}, std::uint64_t{untouched.size()},
                          std::uint64_t{honest.size()},
                          Number{AreaUnderCurve(touched, untouched), 4},
                          Number{AreaUnderCurve(touched, honest), 4}});
  }
  return table;
}

Table SpanTable(const Study& study) {
  Table table{"spans",
              "Spans",
              "Recall: gold spans that a hit overlaps. Precision: hits that overlap a gold span. "
              "Original: of these, whose first original shares a content word with the gold one or "
              "is the same. In brackets 95 % intervals (bootstrap over groups or texts).",
              {{"stratum", "stratum"},
               {"texts", "texts"},
               {"spans", "spans"},
               {"hits", "hits"},
               {"recall", "recall"},
               {"precision", "precision"},
               {"original", "original"}},
              {}};
  const BootstrapOptions& bootstrap = study.options.bootstrap;
  for (const Group& group : study.machine) {
    const std::vector<const Observation*> documents = GoldOf(study, group);
    if (documents.empty()) continue;
    table.rows.push_back(
        {group.name, std::uint64_t{documents.size()}, Sum(documents, &SpanCounts::gold),
         Sum(documents, &SpanCounts::hits),
         Ratio(documents, &SpanCounts::found, &SpanCounts::gold, bootstrap),
         Ratio(documents, &SpanCounts::right, &SpanCounts::hits, bootstrap),
         Ratio(documents, &SpanCounts::originals, &SpanCounts::judged, bootstrap)});
  }
  return table;
}

}  // namespace calque::evaluation
