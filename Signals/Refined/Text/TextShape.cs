namespace LlmAspire.Signals.Refined.Text;

/// <summary>How a message is written: what capitals and punctuation tell.</summary>
/// <param name="Letters">Letters outside quotes and code.</param>
/// <param name="Capitals">Those of them that are capitals.</param>
/// <param name="ShoutedWords">Words of four letters and more that are all capitals.</param>
/// <param name="LongestBang">The longest run of <c>!</c> and <c>?</c>.</param>
/// <param name="LongestBangAt">Where that run starts.</param>
/// <param name="BangRunMarks">How many exclamation marks that run has.</param>
/// <param name="EndsWithQuestion">True when the last sentence ends with a question mark.</param>
internal readonly record struct TextShape(
    int Letters,
    int Capitals,
    int ShoutedWords,
    int LongestBang,
    int LongestBangAt,
    int BangRunMarks,
    bool EndsWithQuestion);
