using System.Collections.Immutable;
using LlmAspire.MockLlm.Answers;
using LlmAspire.MockLlm.Recordings;

namespace LlmAspire.MockLlm.Scripting;

/// <summary>One thing that a scripted answer does. The kinds are closed: each is a record nested here.</summary>
internal abstract record Step
{
    private Step()
    {
    }

    /// <summary>Says a text, cut into chunks.</summary>
    /// <param name="Kind">The answer's text, its reasoning or a refusal.</param>
    /// <param name="Text">What to say.</param>
    /// <param name="Pace">How it is cut and paced.</param>
    internal sealed record Say(DeltaKind Kind, TextSource Text, Pace Pace) : Step;

    /// <summary>Calls a tool; several such steps in a row are parallel calls.</summary>
    /// <param name="Name">The tool.</param>
    /// <param name="Arguments">The arguments' JSON, sent as it stands.</param>
    /// <param name="Id">The call's id; null makes one.</param>
    /// <param name="Pace">How the arguments are cut and paced.</param>
    internal sealed record Call(string Name, string Arguments, string? Id, Pace Pace) : Step;

    /// <summary>Says so many bytes of ASCII text, made while they are sent.</summary>
    /// <param name="Bytes">How many.</param>
    /// <param name="ChunkBytes">How many in each chunk.</param>
    internal sealed record Huge(long Bytes, int ChunkBytes) : Step;

    /// <summary>Waits; the headers of a streamed answer have left by then.</summary>
    /// <param name="Duration">How long.</param>
    internal sealed record Wait(TimeSpan Duration) : Step;

    /// <summary>Waits until somebody releases the gate.</summary>
    /// <param name="Gate">The gate's name.</param>
    internal sealed record Pause(string Gate) : Step;

    /// <summary>Waits before the headers.</summary>
    /// <param name="Duration">How long.</param>
    internal sealed record SlowHeaders(TimeSpan Duration) : Step;

    /// <summary>Says no more, but keeps the connection open until the client leaves; as a first step there is not even a header.</summary>
    internal sealed record Never : Step;

    /// <summary>From here on cuts the wire into writes of these sizes, taken in turn, each flushed.</summary>
    /// <param name="Sizes">Sizes in bytes, each at least 1; none stops cutting.</param>
    internal sealed record Split(ImmutableArray<int> Sizes) : Step;

    /// <summary>From here on ends lines in another way.</summary>
    /// <param name="Ending">The way.</param>
    internal sealed record Lines(LineEnding Ending) : Step;

    /// <summary>Compresses the body.</summary>
    /// <param name="Coding">The content coding: gzip, br or deflate.</param>
    internal sealed record Compress(string Coding) : Step;

    /// <summary>Sends a comment, which clients must pass over.</summary>
    /// <param name="Text">The comment.</param>
    internal sealed record Comment(string Text) : Step;

    /// <summary>Sends the dialect's sign of life.</summary>
    internal sealed record Ping : Step;

    /// <summary>Changes what the answer says of its usage.</summary>
    /// <param name="Mode">Whether it says it.</param>
    /// <param name="Given">The numbers to say; null leaves those that were counted.</param>
    internal sealed record Usage(UsageMode Mode, TokenUsage? Given) : Step;

    /// <summary>Gives another reason for the end.</summary>
    /// <param name="Reason">The reason.</param>
    internal sealed record Finish(FinishReason Reason) : Step;

    /// <summary>Ends the stream with an error event; a whole answer becomes an error status.</summary>
    /// <param name="Failure">The error.</param>
    internal sealed record Error(ScriptedFailure Failure) : Step;

    /// <summary>Answers with an error status.</summary>
    /// <param name="Failure">The error.</param>
    internal sealed record Status(ScriptedFailure Failure) : Step;

    /// <summary>Sends text as it stands, outside of any framing.</summary>
    /// <param name="Text">The text.</param>
    internal sealed record Send(string Text) : Step;

    /// <summary>Sends bytes that are neither text nor any framing.</summary>
    /// <param name="Bytes">How many.</param>
    internal sealed record Garbage(int Bytes) : Step;

    /// <summary>Sends a recorded answer exactly, its status, headers and type included.</summary>
    /// <param name="Recording">The recording.</param>
    /// <param name="Delay">The pause between one event and the next.</param>
    internal sealed record Replay(Recording Recording, TimeSpan Delay) : Step;

    /// <summary>Dies here.</summary>
    /// <param name="Death">How.</param>
    internal sealed record Die(Death Death) : Step;
}
