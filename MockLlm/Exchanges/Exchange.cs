using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LlmAspire.MockLlm.Answers;
using LlmAspire.MockLlm.Calls;
using LlmAspire.MockLlm.Dialects;
using LlmAspire.MockLlm.Faults;
using LlmAspire.MockLlm.Scripting;
using LlmAspire.MockLlm.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace LlmAspire.MockLlm.Exchanges;

/// <summary>
/// One call from its arrival to its end: remembered, read, checked against the faults, understood by its dialect, scripted, planned,
/// played,
/// logged in one line.
/// </summary>
internal sealed partial class Exchange
{
    private readonly ScriptSelector _scripts;
    private readonly AnswerPlayer _player;
    private readonly FaultSwitches _faults;
    private readonly CallLog _calls;
    private readonly IOptions<MockLlmOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<Exchange> _logger;

    /// <summary>Takes its parts.</summary>
    /// <param name="scripts">Chooses scripts.</param>
    /// <param name="player">Plays answers.</param>
    /// <param name="faults">The switches.</param>
    /// <param name="calls">Remembers calls.</param>
    /// <param name="options">The mock's settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Takes one line a call.</param>
    public Exchange(
        ScriptSelector scripts,
        AnswerPlayer player,
        FaultSwitches faults,
        CallLog calls,
        IOptions<MockLlmOptions> options,
        TimeProvider time,
        ILogger<Exchange> logger)
    {
        _scripts = scripts;
        _player = player;
        _faults = faults;
        _calls = calls;
        _options = options;
        _time = time;
        _logger = logger;
    }

    /// <summary>Answers a call.</summary>
    /// <param name="context">The call.</param>
    /// <param name="dialect">The API that it came to.</param>
    /// <returns>When the call is over.</returns>
    public async Task AnswerAsync(HttpContext context, IDialect dialect)
    {
        var call = new Call
        {
            Request = CallRequest.Of(context.Request),
            Dialect = dialect.Name,
            ArrivedAt = _time.GetUtcNow(),
        };
        _calls.Arrive(call);
        var started = _time.GetTimestamp();
        try
        {
            await AnswerAsync(context, dialect, call);
        }
        catch (Exception failure) when (IsClientGone(failure, context))
        {
            call.End = CallEnd.ClientGone;
        }
        finally
        {
            _calls.End(call, _time.GetUtcNow());
            Log.Ended(_logger, dialect.Name, call.Status, call.End, call.Chunks, _time.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    private async Task AnswerAsync(HttpContext context, IDialect dialect, Call call)
    {
        var body = await ReadAsync(context, call);
        if ((Faulted(dialect) ?? (body is null ? dialect.Wording.TooLarge() : null)) is { } early)
        {
            await RefuseAsync(context, dialect, early, call);
            return;
        }

        var incoming = new IncomingCall(context.Request.Path, context.Request.Headers, Parse(body!));
        var reading = dialect.Read(incoming);
        if (reading.Request is not { } request)
        {
            await RefuseAsync(context, dialect, reading.Failure!, call);
            return;
        }

        var seed = RequestSeed.Of(incoming.Headers, _options.Value);
        request = request with { Seed = request.Seed ?? seed?.Number };
        (call.Model, call.Streamed) = (request.Model, request.Streamed);
        var choice = _scripts.Choose(incoming, request, dialect.Wording);
        if (choice.Script is not { } script)
        {
            await RefuseAsync(context, dialect, NotFound(context, request, dialect, choice.Failure!), call);
            return;
        }

        call.Script = choice.Source;
        var plan = AnswerPlanner.Plan(script, request);
        var identity = seed is null ? AnswerIdentity.Unique(_time) : AnswerIdentity.Repeatable(body!, seed.Text);
        var writer = dialect.CreateWriter(request, plan, identity);
        await using var wire = new ClientWire(context, _time);
        await _player.PlayAsync(plan, new Stage(dialect, writer, wire, call), context.RequestAborted);
    }

    /// <summary>The client left while it was read from (the two latter) or written to.</summary>
    private static bool IsClientGone(Exception failure, HttpContext context) => failure switch
    {
        OperationCanceledException => context.RequestAborted.IsCancellationRequested,
        BadHttpRequestException or ConnectionResetException => true,
        _ => false,
    };

    private Failure? Faulted(IDialect dialect) =>
        _faults.IsOn(Fault.Outage) ? dialect.Wording.Unavailable()
        : _faults.IsOn(Fault.RateLimit) ? dialect.Wording.RateLimited(_options.Value.RetryAfter)
        : null;

    /// <summary>A path that no API has, without a script for it, is unknown itself; there is no model to speak of.</summary>
    private static Failure NotFound(HttpContext context, AnswerRequest request, IDialect dialect, Failure failure) =>
        request.Model.Length == 0 && failure.Kind == FailureKind.UnknownModel
            ? dialect.Wording.UnknownPath(context.Request.Method, context.Request.Path)
            : failure;

    private async Task<byte[]?> ReadAsync(HttpContext context, Call call)
    {
        var body = await RequestBody.ReadAsync(context.Request, _options.Value.MaxRequestBytes, context.RequestAborted);
        call.Request.Body = body is null ? null : Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, _options.Value.KeepBodyBytes));
        return body;
    }

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task RefuseAsync(HttpContext context, IDialect dialect, Failure failure, Call call)
    {
        var output = new ArrayBufferWriter<byte>();
        dialect.WriteError(failure, output);
        context.Response.StatusCode = call.Status = failure.Status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = output.WrittenCount;
        if (failure.RetryAfter is { } retryAfter)
        {
            context.Response.Headers.RetryAfter = ((int)retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.Body.WriteAsync(output.WrittenMemory, context.RequestAborted);
        call.Bytes = output.WrittenCount;
        call.End = CallEnd.Refused;
    }

    private static partial class Log
    {
        [LoggerMessage(100, LogLevel.Information, "{Dialect} {Status} {End}, {Chunks} chunks, {ElapsedMs:0} ms")]
        public static partial void Ended(ILogger logger, string dialect, int status, CallEnd end, int chunks, double elapsedMs);
    }
}
