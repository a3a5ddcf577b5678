using LlmAspire.Signals.Refined.Text;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined.Interaction;

/// <summary>
/// Finds anger in the way a message is written: capitals throughout, or piled-up question and exclamation marks, towards an assistant that
/// has
/// answered before and without a word of joy. Constants, acronyms and code are no shouting: it takes two long words in capitals.
/// </summary>
/// <param name="thresholds">The numbers.</param>
internal sealed class ShoutRule(RefinedThresholds thresholds)
{
    private const double Confidence = 0.8;
    private const string JoyCue = "joy";
    private const string TechnicalCue = "technical-capitals";

    /// <summary>Adds a negative stance for shouting, unless the words have shown one already.</summary>
    public void Add(MessageText message, MessageContext context, List<UserFinding> findings, HashSet<string> cues)
    {
        var isGlad = cues.Contains(JoyCue) || findings.Exists(static finding => finding.Type.Category == SignalCategory.Satisfaction);
        if (isGlad || findings.Exists(static finding => finding.Type == SignalType.NegativeStance))
        {
            return;
        }

        var shape = message.Shape;
        var isShouted = shape.Letters >= thresholds.ShoutLetters && shape.ShoutedWords >= 2
            && shape.Capitals >= thresholds.ShoutShare * shape.Letters && !cues.Contains(TechnicalCue) && !AlwaysWritesCapitals(context);
        var isPiled = shape.LongestBang >= thresholds.PiledMarks;
        if (isShouted && (context.HasActed || isPiled))
        {
            findings.Add(new UserFinding(SignalType.NegativeStance, "shape/capitals", Confidence, 0, message.Text.Length));
        }
        else if (isPiled && context.HasActed && message.Tokens.Length > 0)
        {
            findings.Add(new UserFinding(SignalType.NegativeStance, "shape/piled-marks", Confidence, shape.LongestBangAt, shape.LongestBang));
        }
    }

    // Somebody who wrote the message before in capitals too has the key locked, or writes that way.
    private bool AlwaysWritesCapitals(MessageContext context) => context.Asks is [{ Shape: { Letters: > 0 } before }, ..]
        && before.LongestBang < thresholds.PiledMarks && before.Capitals >= thresholds.ShoutShare * before.Letters;
}
