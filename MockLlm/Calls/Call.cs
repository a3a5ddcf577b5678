namespace LlmAspire.MockLlm.Calls;

/// <summary>What became of one call: filled in while it is played, by one thread at a time; others read it meanwhile.</summary>
internal sealed class Call
{
    private int _chunks;
    private long _bytes;

    /// <summary>The call's number, counted from 1 since the start.</summary>
    public long Number { get; set; }

    /// <summary>What arrived.</summary>
    public required CallRequest Request { get; init; }

    /// <summary>The dialect that it was understood in.</summary>
    public required string Dialect { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>The model that was asked for; null until the request was understood.</summary>
    public string? Model { get; set; }

    /// <summary>A stream was asked for.</summary>
    public bool Streamed { get; set; }

    /// <summary>Where its script came from: header, metadata, scenario and its name, recording, model; null until one was chosen.</summary>
    public string? Script { get; set; }

    /// <summary>The status that was answered; 0 while there is none.</summary>
    public int Status { get; set; }

    /// <summary>Chunks that have left.</summary>
    public int Chunks
    {
        get => Volatile.Read(ref _chunks);
        set => Volatile.Write(ref _chunks, value);
    }

    /// <summary>Bytes of the body that have left.</summary>
    public long Bytes
    {
        get => Volatile.Read(ref _bytes);
        set => Volatile.Write(ref _bytes, value);
    }

    /// <summary>How the call ended.</summary>
    public CallEnd End { get; set; } = CallEnd.Running;

    /// <summary>When it ended: for <see cref="CallEnd.ClientGone"/> when that was noticed. Null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}
