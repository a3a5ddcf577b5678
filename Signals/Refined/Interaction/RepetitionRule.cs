using LlmAspire.Signals.Refined.Text;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined.Interaction;

/// <summary>
/// Finds messages that say nearly the same as an earlier one of the same party. A new draw ("flip a coin"), courtesies and short answers
/// that happen
/// to recur are none; neither is the same form about another number or name.
/// </summary>
/// <param name="thresholds">The numbers.</param>
internal sealed class RepetitionRule(RefinedThresholds thresholds)
{
    private const int ShortestRepeat = 3;
    private const int ShortestFarRepeat = 4;
    private const int ShortestNearRepeat = 6;
    private const int NearMessages = 3;
    private const int MaxEarlier = 256;
    private const double PartShare = 0.6;
    private const double PartConfidence = 0.85;

    private readonly List<(MessageText Text, int Index)> _earlier = [];

    /// <summary>The repetition a message is; null when it is none. The message is kept for later ones.</summary>
    /// <param name="message">The message.</param>
    /// <param name="messageIndex">Where it stands.</param>
    /// <param name="isDeliberate">True when the repeat is wanted or says nothing.</param>
    public UserFinding? Add(MessageText message, int messageIndex, bool isDeliberate)
    {
        var finding = isDeliberate ? null : Find(message);
        _earlier.Add((message, messageIndex));
        if (_earlier.Count > MaxEarlier)
        {
            _earlier.RemoveAt(0);
        }

        return finding;
    }

    private UserFinding? Find(MessageText message)
    {
        if (message.Tokens.Length < ShortestRepeat || message.Stems.Count == 0)
        {
            return null;
        }

        for (var back = 1; back <= _earlier.Count; back++)
        {
            var (earlier, index) = _earlier[^back];
            if (message.Tokens.Length >= (back == 1 ? ShortestRepeat : ShortestFarRepeat) && WordPairs.AreSame(message, earlier))
            {
                return new UserFinding(SignalType.Repetition, "repetition/exact", 1, 0, message.Text.Length, index);
            }

            if (back <= NearMessages && IsPartOf(message, earlier))
            {
                return new UserFinding(SignalType.Repetition, "repetition/part", PartConfidence, 0, message.Text.Length, index);
            }

            if (back <= NearMessages && message.Tokens.Length >= ShortestNearRepeat && !WordPairs.DifferInThings(message, earlier)
                && WordPairs.Similarity(message, earlier) is var similarity && similarity >= thresholds.RepetitionSimilarity)
            {
                return new UserFinding(SignalType.Repetition, "repetition/near", Math.Round(similarity, 3), 0, message.Text.Length, index);
            }
        }

        return null;
    }

    // The most of an earlier message, word for word, without its opening or its last words.
    private static bool IsPartOf(MessageText message, MessageText earlier) => message.Tokens.Length >= ShortestNearRepeat
        && message.Tokens.Length < earlier.Tokens.Length && message.Tokens.Length >= PartShare * earlier.Tokens.Length
        && message.Pairs.Count >= ShortestNearRepeat - 1 && message.Pairs.IsSubsetOf(earlier.Pairs);
}
