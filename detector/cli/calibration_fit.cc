// The inputs are read twice: the first time only to see which domains are large.
#include "detector/cli/calibration_fit.h"

#include <functional>

#include "detector/cli/command.h"
#include "detector/compiler/corruptor.h"
#include "detector/documents/document_reader.h"
#include "detector/evaluation/text_groups.h"
#include "detector/storage/pack_writer.h"
#include "detector/training/calibrator.h"

namespace calque::cli {
namespace {

// Calls `visit` for every readable document; bad ones are named and passed over.
Status ForEach(const std::vector<std::string>& paths,
               const std::function<void(const documents::Document&)>& visit) {
  documents::Document document;
  for (const std::string& path : paths) {
    auto reader = documents::OpenDocuments(path, documents::InputFormat::kAuto, {});
    if (!reader.ok()) return reader.error();
    while ((*reader)->Next(&document)) {
      if (document.error) {
        Fail(*document.error);
      } else {
        visit(document);
      }
    }
  }
  return {};
}

}  // namespace

int FitCalibration(const Analyzer& analyzer, const std::vector<std::string>& paths,
                   const FitFlags& flags) {
  const auto lexicon = compiler::Lexicon::Open(flags.hunspell, flags.dictionary + "/irregular.txt");
  if (!lexicon.ok()) return Fail(lexicon.error());
  compiler::SourceErrors errors;
  const auto entries = compiler::ReadEntries(flags.dictionary, &errors);
  if (!entries.ok()) return Fail(entries.error());
  const compiler::Corruptor corruptor(*entries, *lexicon);
  training::Calibrator calibrator(analyzer);
  evaluation::GroupNames groups;
  Status read = ForEach(paths, [&](const documents::Document& document) {
    groups.Count(document.path, document.domain);
  });
  if (!read.ok()) return Fail(read.error());
  std::size_t number = 0;
  read = ForEach(paths, [&](const documents::Document& document) {
    const std::string domain = groups.Of(document.path, document.domain);
    if (!document.label.empty() && document.label != "human") {
      calibrator.AddTranslated(document.text, domain);
      return;
    }
    calibrator.AddHonest(document.text, domain);
    compiler::CorruptOptions options;
    options.words_per_artifact = flags.densities[number++ % flags.densities.size()];
    const compiler::CorruptedText corrupted = corruptor.Corrupt(document.text, options);
    std::vector<Span> spans;
    for (const compiler::GoldSpan& gold : corrupted.spans) spans.push_back(gold.span);
    calibrator.AddRewritten(corrupted.text, spans, domain);
  });
  if (!read.ok()) return Fail(read.error());
  const std::string text = calibrator.Fit().Format();
  if (Status written = storage::WriteFileAtomically(flags.output, text); !written.ok()) {
    return Fail(written.error());
  }
  return kExitDone;
}

}  // namespace calque::cli
