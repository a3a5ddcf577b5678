namespace LlmAspire.MockLlm.Calls;

/// <summary>A call as <c>/mock/calls</c> shows it, at one moment.</summary>
/// <param name="Number">The call's number, counted from 1 since the start.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path with its query.</param>
/// <param name="Dialect">The dialect that it was understood in.</param>
/// <param name="Model">The model that was asked for.</param>
/// <param name="Streamed">A stream was asked for.</param>
/// <param name="Script">Where its script came from.</param>
/// <param name="Status">The status that was answered; 0 while there is none.</param>
/// <param name="Chunks">Chunks that have left.</param>
/// <param name="Bytes">Bytes of the body that have left.</param>
/// <param name="End">How it ended.</param>
/// <param name="ArrivedAt">When it arrived.</param>
/// <param name="EndedAt">When it ended; null while it runs.</param>
/// <param name="Headers">The request's headers, credentials hashed.</param>
/// <param name="Body">The request's body.</param>
internal sealed record CallView(
    long Number,
    string Method,
    string Path,
    string Dialect,
    string? Model,
    bool Streamed,
    string? Script,
    int Status,
    int Chunks,
    long Bytes,
    CallEnd End,
    DateTimeOffset ArrivedAt,
    DateTimeOffset? EndedAt,
    IReadOnlyDictionary<string, string> Headers,
    string? Body)
{
    /// <summary>Shows a call as it is now.</summary>
    /// <param name="call">The call.</param>
    /// <returns>A copy that changes no more.</returns>
    public static CallView Of(Call call) => new(
        call.Number, call.Request.Method, call.Request.Path, call.Dialect, call.Model, call.Streamed, call.Script, call.Status, call.Chunks,
        call.Bytes, call.End, call.ArrivedAt, call.EndedAt, call.Request.Headers, call.Request.Body);
}
