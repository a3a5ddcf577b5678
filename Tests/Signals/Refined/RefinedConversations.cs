using LlmAspire.Signals.Analysis;
using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Packs;
using LlmAspire.Signals.Refined;
using LlmAspire.Signals.Refined.Evaluation;
using LlmAspire.Signals.Reports;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Tests.Signals.Refined;

/// <summary>Conversations for tests of Refined mode, in few words.</summary>
internal static class RefinedConversations
{
    public static RefinedAnalyzer Analyzer { get; } = new(new AnalyzerOptions());

    /// <summary>
    /// The labelled conversations of our own. Each batch was written after the rules were made for the one before: whole conversations
    /// ("first", "second"), conversations written to be hard by people who did not know the rules ("third", "sixth"), single answers
    /// ("fourth", "seventh": most of these harmless) and single tool results ("fifth").
    /// </summary>
    public static IReadOnlyList<LabelledConversation> Corpus(string name)
    {
        using var stream = typeof(RefinedConversations).Assembly.GetManifestResourceStream(name + ".jsonl")!;
        using var reader = new StreamReader(stream);
        return LabelledConversation.Read(reader.ReadToEnd().Split('\n'));
    }

    /// <summary>A conversation in which user and assistant take turns, the user first.</summary>
    public static Conversation Turns(params string[] texts) => new([.. texts.Select(static (text, index) =>
        new ConversationRow { Kind = index % 2 == 0 ? RowKind.Human : RowKind.Assistant, Text = text, MessageIndex = index })]);

    /// <summary>A request, then calls with their results one after the other, each in a message of its own.</summary>
    public static Conversation Calls(string request, params (string Tool, string Arguments, string Result)[] calls)
    {
        var rows = new List<ConversationRow> { new() { Kind = RowKind.Human, Text = request, MessageIndex = 0 } };
        foreach (var (tool, arguments, result) in calls)
        {
            var call = new ToolInvocation(tool, arguments, $"call_{rows.Count}");
            rows.Add(new ConversationRow { Kind = RowKind.ToolCall, MessageIndex = rows.Count, Call = call });
            rows.Add(new ConversationRow { Kind = RowKind.ToolResult, Text = result, MessageIndex = rows.Count, CallId = call.CallId });
        }

        return new Conversation(rows);
    }

    public static ConversationReport Report(Conversation conversation) => Analyzer.Analyze(conversation);

    public static SignalType[] Types(Conversation conversation) => [.. Report(conversation).Signals.Select(static signal => signal.Type)];

    public static SignalType[] TypesWith(AnalyzerOptions options, Conversation conversation) =>
        [.. new RefinedAnalyzer(options).Analyze(conversation).Signals.Select(static signal => signal.Type)];

    public static OwnPhrase Own(SignalType type, string phrase) => new(type, phrase);
}
