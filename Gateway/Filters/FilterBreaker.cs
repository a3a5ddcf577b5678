using Polly;
using Polly.CircuitBreaker;

namespace LlmAspire.Gateway.Filters;

/// <summary>
/// Keeps calls from a filter that fails, so that each does not wait for its timeout: open for a while after too many failures, then one
/// call tries the filter again and closes or opens it. What counts is how a call ends, not how it begins: a filter that answers and then
/// breaks off is not well. A call on trial that is well for longer than the filter could be silent needs no end to be trusted: no other
/// answer is filtered until then, and streams are long. Thread-safe.
/// </summary>
internal sealed class FilterBreaker
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly ResiliencePipeline<FilterFault?> _pipeline;
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly TimeSpan _trial;
    private readonly TimeProvider _time;

    /// <summary>A breaker that is closed.</summary>
    /// <param name="filter">The filter's settings.</param>
    /// <param name="log">Is told when it opens and closes.</param>
    /// <param name="time">The clock.</param>
    public FilterBreaker(FilterDefinition filter, FilterLog log, TimeProvider time)
    {
        _time = time;
        _trial = filter.BreakFor + filter.Timeout;
        var builder = new ResiliencePipelineBuilder<FilterFault?> { TimeProvider = time };
        _pipeline = builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions<FilterFault?>
        {
            FailureRatio = 0.5,
            MinimumThroughput = filter.BreakAfter,
            SamplingDuration = Window,
            BreakDuration = filter.BreakFor,
            StateProvider = _state,
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result switch
            {
                FilterFault.None or FilterFault.Unreadable or FilterFault.Unsupported => false,

                // Nobody saw the filter well: nothing against it, but no reason to trust it again either.
                null => _state.CircuitState == CircuitState.HalfOpen,
                _ => true,
            }),
            OnOpened = arguments =>
            {
                log.Opened(filter.Name, filter.BreakFor);
                return ValueTask.CompletedTask;
            },
            OnClosed = arguments =>
            {
                log.Closed(filter.Name);
                return ValueTask.CompletedTask;
            },
        }).Build();
    }

    /// <summary>Begins a call, unless the breaker is open.</summary>
    /// <returns>The call, which has to be ended; null when the filter is not to be asked.</returns>
    public async ValueTask<FilterAttempt?> TryBeginAsync()
    {
        var attempt = new FilterAttempt();
        attempt.Counted = FollowAsync(attempt);
        return await attempt.Entry ? attempt : null;
    }

    /// <summary>Makes a call, unless the breaker is open.</summary>
    /// <typeparam name="TState">What the call needs.</typeparam>
    /// <param name="call">The call; says how the filter failed.</param>
    /// <param name="state">What it needs.</param>
    /// <returns>How the filter failed, or <see cref="FilterFault.CircuitOpen"/>.</returns>
    public async ValueTask<FilterFault> RunAsync<TState>(Func<TState, ValueTask<FilterFault>> call, TState state)
    {
        if (await TryBeginAsync() is not { } attempt)
        {
            return FilterFault.CircuitOpen;
        }

        FilterFault? fault = null;
        try
        {
            fault = await call(state);
            return fault.Value;
        }
        finally
        {
            attempt.End(fault);
        }
    }

    private async Task FollowAsync(FilterAttempt attempt)
    {
        try
        {
            await CountAsync(attempt, static (breaker, attempt) => breaker.LetThroughAsync(attempt));
        }
        finally
        {
            attempt.Decide(isLetThrough: false);
        }

        // One that was trusted before its end, and then was not well, has to be counted all the same.
        if (attempt.IsTrusted && await attempt.Ended.ConfigureAwait(false) is { } fault and not FilterFault.None)
        {
            await CountAsync(fault, static (_, fault) => ValueTask.FromResult<FilterFault?>(fault));
        }
    }

    private async Task CountAsync<TState>(TState state, Func<FilterBreaker, TState, ValueTask<FilterFault?>> call)
    {
        var context = ResilienceContextPool.Shared.Get();
        try
        {
            await _pipeline.ExecuteOutcomeAsync(
                static async (_, state) => Outcome.FromResult(await state.Call(state.Breaker, state.State).ConfigureAwait(false)),
                context,
                (Breaker: this, Call: call, State: state));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<FilterFault?> LetThroughAsync(FilterAttempt attempt)
    {
        var isTrial = _state.CircuitState == CircuitState.HalfOpen;
        attempt.Decide(isLetThrough: true);
        if (!isTrial)
        {
            return await attempt.Ended.ConfigureAwait(false);
        }

        try
        {
            return await attempt.Ended.WaitAsync(_trial, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            attempt.IsTrusted = true;
            return FilterFault.None;
        }
    }
}
