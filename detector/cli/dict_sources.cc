// Shared by dict check, compile and stats.
#include "detector/cli/dict_sources.h"

#include <cstdio>

namespace calque::cli {

compiler::PackSources EnglishSources() {
  return {"en",
          "dictionaries/en",
          "corpora/models/en.lm",
          "corpora/models/calibration.tsv",
          "/usr/share/hunspell/en_US",
          {},
          {},
          "/usr/share/hunspell"};
}

void AddModelOptions(CLI::App* command, compiler::PackSources* sources) {
  command->add_option("--lm", sources->model, "Language model made by train-lm")
      ->capture_default_str();
  command
      ->add_option("--weights", sources->weights,
                   "Translationese weights made by train-weights for the same model; empty for "
                   "none (default: the model's name with .weights, if it is there)")
      ->type_name("FILE");
  command
      ->add_option("--thesaurus", sources->thesaurus,
                   "Word substitutions made by train-thesaurus; empty for none (default: "
                   "thesaurus.tsv beside the model, if it is there)")
      ->type_name("FILE");
  command->add_option("--calibration", sources->calibration, "Fitted weights and thresholds")
      ->capture_default_str();
  command->add_option("--hunspell", sources->hunspell, "hunspell dictionary without extension")
      ->capture_default_str();
}

void PrintErrors(const compiler::SourceErrors& errors) {
  for (const std::string& error : errors) std::fprintf(stderr, "%s\n", error.c_str());
}

}  // namespace calque::cli
