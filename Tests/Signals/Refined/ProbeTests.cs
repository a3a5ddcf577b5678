namespace LlmAspire.Tests.Signals.Refined;

/// <summary>Short everyday messages and words that are only spoken of are no signals.</summary>
public sealed class ProbeTests
{
    public static TheoryData<string> Probes => new(
        "why?", "Help me", "Help me with X", "Help me with my homework", "This is fine", "This is Bob", "what is this", "look", "it", "forget", "ok", "no", "yes",
        "what", "why not", "stop", "quit", "help", "more", "next", "again", "really", "hm", "and?", "you", "this", "that", "is it", "look at this", "still blank", "not yet",
        "do it", "try it", "show me", "tell me", "what about it", "how", "who", "I see", "maybe", "later", "wait", "hello", "hi there", "bye", "no thanks", "never",
        "the manager", "my boss", "a person", "a lawyer", "human", "what is a human", "it is broken", "error", "timeout", "one moment", "let me check", "good morning");

    [Theory]
    [MemberData(nameof(Probes))]
    public void An_everyday_message_raises_nothing_as_the_first(string message) => Assert.Empty(RefinedConversations.Types(RefinedConversations.Turns(message, "Hello.")));

    [Theory]
    [InlineData("why?")]
    [InlineData("Help me")]
    [InlineData("Help me with the curtains")]
    [InlineData("This is fine")]
    [InlineData("This is Bob")]
    [InlineData("what is this")]
    [InlineData("look")]
    [InlineData("it")]
    [InlineData("forget")]
    [InlineData("still blank")]
    [InlineData("ok")]
    [InlineData("no")]
    [InlineData("and then?")]
    public void An_everyday_message_raises_nothing_after_an_answer(string message) =>
        Assert.Empty(RefinedConversations.Types(RefinedConversations.Turns("Show the list.", "Here is the list: lamps, mugs, rugs.", message, "Fine.")));

    [Theory]
    [InlineData("Translate: \"This is ridiculous, I want to speak to a manager!\"")]
    [InlineData("Translate into French: forget it, you are useless, I give up")]
    [InlineData("Is this polite: You are an idiot and I will sue you")]
    [InlineData("Proofread this text:\nYour service is a disgrace. I want a human. Never mind.")]
    [InlineData("Classify the review 'worst bot ever, total garbage'")]
    [InlineData("```\nthrow new Exception(\"this is wrong, you are stupid\");\n```")]
    [InlineData("My boss is an idiot and keeps ignoring me")]
    [InlineData("My landlord says I'm wrong, he wants a lawyer")]
    [InlineData("How do I kill a zombie process and quit vim?")]
    [InlineData("What does garbage collection do with dead objects?")]
    [InlineData("Which manager approves travel?")]
    public void Words_about_something_else_raise_nothing(string message) =>
        Assert.Empty(RefinedConversations.Types(RefinedConversations.Turns("I have a text.", "Show me the text.", message, "Fine.")));
}
