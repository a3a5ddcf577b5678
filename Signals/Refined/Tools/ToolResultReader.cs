using System.Globalization;
using LlmAspire.Signals.Refined.Phrases;
using LlmAspire.Signals.Refined.Text;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined.Tools;

/// <summary>
/// Judges what a tool call returned. The structure comes first: JSON counts as an error only when its own members say so, and is data
/// otherwise,
/// whatever words it has. Plain text counts when it states a failure of the call; text of a tool that returns what was written elsewhere
/// only when
/// it is one short line that starts as an error does.
/// </summary>
/// <param name="book">The rules of the tool pack.</param>
internal sealed class ToolResultReader(PhraseBook book)
{
    private const int ShortStatement = 240;
    private const int LongText = 1500;
    private const string ErrorCue = "error";
    private const string StartCue = "starts-as-error";
    private const string NothingCue = "nothing";
    private const string FailingCue = "failing";
    private const string FineCue = "fine";
    private const string DoneCue = "done";
    private const int LongestDeadEnd = 12;
    private const int MostLines = 2;
    private const int MostListed = 50;

    private readonly Tokenizer _tokenizer = new(book.Vocabulary);

    /// <summary>Judges a result.</summary>
    /// <param name="text">The result as returned.</param>
    /// <param name="isMarkedError">True when the protocol marks it as an error.</param>
    /// <param name="call">The call it belongs to; null when there is none.</param>
    /// <param name="messageIndex">Where it stands.</param>
    public ToolReading Read(string text, bool isMarkedError, ToolCall? call, int messageIndex)
    {
        var parts = ContentParts.Read(text);
        isMarkedError |= parts?.IsError == true;
        text = parts?.Text ?? text;
        var result = Structure(text);
        if (isMarkedError && result.Form is not ResultForm.Error)
        {
            result = new ResultText(ResultForm.Error, text);
        }

        var fingerprint = JsonHash.Of(text, JsonNames.Varies);
        switch (result.Form)
        {
            case ResultForm.Data or ResultForm.EmptyData or ResultForm.Blank:
                var outcome = result.Form == ResultForm.Data ? ToolOutcome.Data : ToolOutcome.Nothing;
                return new ToolReading(
                    new ToolReply(messageIndex, outcome, fingerprint, result.FirstNumber, null, outcome == ToolOutcome.Data), null);
            case ResultForm.BrokenJson:
                return ReadBroken(text, call, messageIndex, fingerprint);
            default:
                return ReadWords(result, call, messageIndex, fingerprint);
        }
    }

    private static ToolReading ReadBroken(string text, ToolCall? call, int messageIndex, ulong fingerprint)
    {
        if (ContentTools.Returns(call))
        {
            return new ToolReading(new ToolReply(messageIndex, ToolOutcome.Data, fingerprint, null, null), null);
        }

        var broken = new ToolFinding(SignalType.MalformedResponse, "tools/broken-json", 0.85, 0, Math.Min(text.Length, 80), text);
        return new ToolReading(new ToolReply(messageIndex, ToolOutcome.Error, fingerprint, null, broken.Type), broken);
    }

    private static ResultText Structure(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.IsEmpty)
        {
            return new ResultText(ResultForm.Blank, "");
        }

        if (trimmed is ['{' or '[', ..] && JsonResult.Judge(text) is { } json)
        {
            return json;
        }

        // "403.2" is a number and no status.
        if (trimmed.Contains('.') && double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount))
        {
            return new ResultText(ResultForm.Data, "", amount);
        }

        return trimmed is "null" or "[]" or "{}" or "\"\"" or "None" or "undefined"
            ? new ResultText(ResultForm.EmptyData, "")
            : new ResultText(ResultForm.Text, text);
    }

    private ToolReading ReadWords(ResultText result, ToolCall? call, int messageIndex, ulong fingerprint)
    {
        var message = _tokenizer.ReadToolText(result.Statement);
        var matches = new List<PhraseMatch>();
        book.Find(message.Tokens, matches);
        var isError = result.Form == ResultForm.Error;
        var finding = isError || StatesFailure(result.Statement, call, matches) ? Best(message, matches, isError || Has(matches, ErrorCue)) : null;
        if (finding is { Type: SignalType.StateError } && !isError && !Has(matches, ErrorCue) && ContentTools.Asks(call))
        {
            finding = null;
        }

        var number = result.FirstNumber ?? FirstNumber(message);
        var outcome = isError || finding is not null || Has(matches, FailingCue) ? ToolOutcome.Error
            : Has(matches, NothingCue) && message.Tokens.Length <= 25 ? ToolOutcome.Nothing
            : ToolOutcome.Data;
        var isAcknowledgement = outcome == ToolOutcome.Data && (Has(matches, DoneCue) || message.Tokens.Length > LongestDeadEnd);
        return new ToolReading(new ToolReply(messageIndex, outcome, fingerprint, number, finding?.Type, isAcknowledgement), finding);
    }

    private static bool StatesFailure(string text, ToolCall? call, List<PhraseMatch> matches)
    {
        if (Has(matches, FineCue))
        {
            return false;
        }

        if (!ContentTools.Returns(call) && !IsListing(text))
        {
            return text.Length <= LongText || Has(matches, StartCue);
        }

        // "grep: unmatched [": the tool speaks, not what it reads.
        var isOneLine = text.AsSpan().Trim().Count('\n') < MostLines;
        var isOfTheTool = call is not null && text.AsSpan().TrimStart().StartsWith(call.Name + ":", StringComparison.OrdinalIgnoreCase);
        return isOneLine && text.Length <= ShortStatement && (isOfTheTool || Has(matches, StartCue));
    }

    // Lines that each start with a bullet are things listed, whatever they are called.
    private static bool IsListing(string text)
    {
        var lines = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var rest = line.TrimStart();
            if (!rest.IsEmpty && (rest is not ['-' or '*' or '•', ' ', ..] || ++lines > MostListed))
            {
                return lines > MostListed;
            }
        }

        return lines >= MostLines;
    }

    private static ToolFinding? Best(MessageText message, List<PhraseMatch> matches, bool isError)
    {
        PhraseMatch? best = null;
        foreach (var match in matches)
        {
            var counts = match.Rule.Kind == PhraseRuleKind.Signal
                && (isError || (match.Rule.Conditions & RuleConditions.Failed) == 0)
                && !matches.Exists(other => other.Rule.Kind == PhraseRuleKind.Veto && other.Rule.Type == match.Rule.Type);
            if (counts && (best is null || match.Rule.Confidence > best.Value.Rule.Confidence))
            {
                best = match;
            }
        }

        if (best is not { } found)
        {
            return null;
        }

        var (first, last) = (message.Tokens[found.First], message.Tokens[found.Last]);
        return new ToolFinding(found.Rule.Type, found.Rule.Name, found.Rule.Confidence, first.Start, last.Start + last.Length - first.Start, message.Text);
    }

    private static bool Has(List<PhraseMatch> matches, string cue)
    {
        foreach (var match in matches)
        {
            if (match.Rule.Kind == PhraseRuleKind.Cue && match.Rule.Name == cue)
            {
                return true;
            }
        }

        return false;
    }

    private static double? FirstNumber(MessageText message)
    {
        foreach (var token in message.Tokens)
        {
            if (token.Has(TokenMarks.Number)
                && double.TryParse(message.Text.AsSpan(token.Start, token.Length), NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }
        }

        return null;
    }
}
