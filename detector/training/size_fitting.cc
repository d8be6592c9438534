// Regula falsi between a model that is too large and one that fits.
#include "detector/training/size_fitting.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "detector/training/pruning.h"

namespace calque::training {
namespace {

constexpr double kEnough = 0.95;  // of the size asked for
constexpr double kAim = 0.98;     // a little below, since guesses are never exact

struct Sized {
  std::size_t ngrams = 0;
  std::uint64_t bytes = 0;
};

class SizeFitting {
 public:
  SizeFitting(const SizeTarget& target, const FileMeasure& measure, EstimatedModel* model)
      : target_(target), measure_(measure), model_(model) {}

  Status Run() {
    const double ceiling =
        static_cast<double>(target_.max_bytes) / std::max(target_.least_bytes_per_ngram, 1e-3);
    if (static_cast<double>(model_->ngram_count()) > ceiling) {
      PruneByEntropy({.max_ngrams = std::max<std::size_t>(1, static_cast<std::size_t>(ceiling))},
                     model_);
    }
    if (Status s = Measure(&large_); !s.ok()) return s;
    if (large_.bytes <= target_.max_bytes) return {};
    bool go_on = true;
    for (int files = 1; go_on && files < kMaxFittingFiles; ++files) {
      if (Status s = Try(NextGuess(), &go_on); !s.ok()) return s;
    }
    return Settle();
  }

 private:
  Status Measure(Sized* sized) {
    const Result<std::uint64_t> bytes = measure_(*model_);
    if (!bytes.ok()) return bytes.error();
    *sized = {model_->ngram_count(), *bytes};
    return {};
  }

  // How many n-grams to keep next.
  std::size_t NextGuess() const {
    const double aim = kAim * static_cast<double>(target_.max_bytes);
    const Sized small = fitting_ ? fitted_ : Sized{};
    const double share =
        (aim - static_cast<double>(small.bytes)) / static_cast<double>(large_.bytes - small.bytes);
    const auto between = static_cast<double>(large_.ngrams - small.ngrams);
    const std::size_t guess =
        small.ngrams + static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * between);
    return std::clamp(guess, small.ngrams + 1, std::max(large_.ngrams - 1, small.ngrams + 1));
  }

  // Prunes a copy; *go_on says whether a better one can be had.
  Status Try(std::size_t ngrams, bool* go_on) {
    std::vector<ModelLevel> before = model_->levels;
    PruneByEntropy({.max_ngrams = ngrams}, model_);
    Sized tried;
    if (Status s = Measure(&tried); !s.ok()) return s;
    if (tried.bytes > target_.max_bytes) {
      *go_on = tried.ngrams < large_.ngrams;
      large_ = tried;
      return {};
    }
    const bool better = !fitting_ || tried.ngrams > fitted_.ngrams;
    if (better) {
      fitted_ = tried;
      fitting_ = std::move(model_->levels);
    }
    const auto enough = kEnough * static_cast<double>(target_.max_bytes);
    *go_on = better && static_cast<double>(tried.bytes) < enough;
    model_->levels = std::move(before);
    return {};
  }

  // Takes the best that fits; measures it again unless it was the last.
  Status Settle() {
    if (!fitting_) {
      return Error{ErrorCode::kResourceExhausted,
                   "The model cannot be made as small as " + std::to_string(target_.max_bytes) +
                       " bytes: its " + std::to_string(model_->level(1).size()) +
                       " unigrams are never left out, and with them it takes " +
                       std::to_string(large_.bytes) + "."};
    }
    model_->levels = std::move(*fitting_);
    return Measure(&fitted_);
  }

  const SizeTarget& target_;
  const FileMeasure& measure_;
  EstimatedModel* model_;  // the smallest that is known to be too large
  Sized large_;            // likewise
  Sized fitted_;
  std::optional<std::vector<ModelLevel>> fitting_;  // the largest that fits
};

}  // namespace

Status PruneToSize(const SizeTarget& target, const FileMeasure& measure, EstimatedModel* model) {
  return SizeFitting(target, measure, model).Run();
}

}  // namespace calque::training
